import type { Database } from '../db/connect.ts';
import { erasureSeal } from './erase.ts';
import type { Findings } from './findings.ts';
import type { AuditKeys } from './keys.ts';
import type { ChainRow } from './row.ts';
import { tokenOf } from './words.ts';

const CHUNK = 5_000;
const TOKENS = /(?<!#)~[\w-]{22}/g;

/** Whether each token stands for the word beside it, and each blank was erased by someone with the key. */
export async function verifyWords(
  db: Database,
  keys: AuditKeys,
  findings: Findings,
  signal?: AbortSignal,
): Promise<void> {
  let after = '';
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await db.pool.query<{ token: string; id: string | null; seal: Buffer | null }>(
      `select token, id, seal from ${db.s}.audit_subjects where token > $1 order by token limit ${CHUNK}`,
      [after],
    );
    for (const { token, id, seal } of rows) {
      if (id !== null && tokenOf(keys, id) !== token)
        findings.add('subject', `the word of ${token} in audit_subjects was changed: it names someone else`);
      if (id === null && !seal?.equals(erasureSeal(keys, token)))
        findings.add('subject', `the word of ${token} in audit_subjects was blanked, but not by an erasure`);
    }
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!.token;
  }
}

/** Whether every token of these rows has its word, or the blank of an erasure. */
export async function verifyTokens(
  db: Database,
  findings: Findings,
  rows: readonly ChainRow[],
): Promise<void> {
  const first = new Map<string, ChainRow>();
  for (const row of rows)
    for (const text of [row.actor, row.target, row.phase === 'genesis' ? null : row.parameters])
      for (const token of text?.match(TOKENS) ?? []) if (!first.has(token)) first.set(token, row);
  if (first.size === 0) return;
  const { rows: lost } = await db.pool.query<{ token: string }>(
    `select t.token from unnest($1::text[]) as t (token)
     where not exists (select 1 from ${db.s}.audit_subjects w where w.token = t.token)`,
    [[...first.keys()]],
  );
  for (const { token } of lost) {
    const row = first.get(token)!;
    // Retention may have removed both since the row was read.
    const { rowCount } = await db.pool.query(`select from ${db.s}.audit_log where chain = $1 and seq = $2`, [
      row.chain,
      row.seq,
    ]);
    if (rowCount)
      findings.add(
        'subject',
        `the word of ${token}, which row ${row.seq} names, was removed from audit_subjects`,
        row,
      );
  }
}

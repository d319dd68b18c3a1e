import type { Database } from '../db/connect.ts';
import { isToken } from './words.ts';

const ERASED = '(erased)';
const TOKENS = /~[\w-]{22}/g;

/** What is read of an entry before its tokens are put into words. */
export interface EncodedEntry {
  readonly actor: string;
  readonly target: string | null;
  readonly parameters: string | null;
}

export interface DecodedEntry {
  /** `operator`, `key`, `anonymous` … */
  readonly kind: string;
  /** Null where the person was erased. */
  readonly actor: string | null;
  readonly target: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

/** Puts the tokens of some rows into words, by one query; those of erased people stay unknown. */
export async function decodeWords(db: Database, rows: readonly EncodedEntry[]): Promise<DecodedEntry[]> {
  const tokens = new Set(
    rows.flatMap((row) =>
      [row.actor, row.target, row.parameters].flatMap((text) => text?.match(TOKENS) ?? []),
    ),
  );
  const { rows: words } = await db.pool.query<{ token: string; id: string }>(
    `select token, id from ${db.s}.audit_subjects where token = any($1) and id is not null`,
    [[...tokens]],
  );
  const known = new Map(words.map((word) => [word.token, word.id]));
  return rows.map(({ actor, target, parameters }) => {
    const kind = actor.split(':', 1)[0]!;
    const name = actor.slice(kind.length + 1);
    return {
      kind,
      actor: isToken(name) ? (known.get(name) ?? null) : actor,
      target: target === null ? null : (known.get(target) ?? ERASED),
      parameters:
        parameters === null ? null : (decode(known, JSON.parse(parameters)) as Record<string, unknown>),
    };
  });
}

function decode(known: ReadonlyMap<string, string>, value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('#~')) return '(cursor)';
    return isToken(value) ? (known.get(value) ?? ERASED) : value;
  }
  if (Array.isArray(value)) return value.map((each) => decode(known, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [decode(known, key), decode(known, each)]),
  );
}

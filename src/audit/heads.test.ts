import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditSite, auditSite } from '../../test/support/audit.ts';
import { createAudit } from './audit.ts';
import { pruneAudit } from './prune.ts';
import { verifyAudit } from './verify.ts';

let s: AuditSite;
let errors: Error[] = [];
const sql = (text: string, ...values: unknown[]) => s.sql(text, ...values);
const open = (o = {}) =>
  createAudit(s.t.db, {
    secret: s.secret,
    now: () => s.pass(0),
    headFile: s.headFile,
    onError: (error) => errors.push(error as Error),
    ...o,
  });
type Audit = ReturnType<typeof open>;
const read = (audit: Audit) =>
  audit.begin({
    requestId: randomUUID(),
    actor: 'operator:9',
    endpoint: 'analytics',
    target: null,
    parameters: {},
  });
const found = async (o = {}) => (await s.verify(o)).map(({ kind, message }) => `${kind}: ${message}`);
const alarms = () => [
  ...new Set(errors.filter(({ name }) => name === 'LostRows').map(({ message }) => message)),
];
/** The chain that was begun last. */
const newest = async (): Promise<string> =>
  (await sql('select chain from audit_log where seq = 0 order by at desc, chain desc limit 1')).rows[0].chain;

beforeAll(async () => {
  s = await auditSite();
});
beforeEach(async () => {
  await s.reset();
  errors = [];
});
afterAll(() => s.close());

describe('what a process vouches for is what it remembers', () => {
  /** A process that has written four rows since it signed. */
  async function busy(): Promise<{ audit: Audit; chain: string }> {
    const audit = open();
    await read(audit);
    await audit.flush();
    const chain = await newest();
    for (let i = 0; i < 4; i++) {
      s.pass(0.1);
      await read(audit);
    }
    return { audit, chain };
  }

  it('where its last hour is cut, and a row put in its way so that it begins anew', async () => {
    const { audit, chain } = await busy();
    await sql('delete from audit_log where chain = $1 and seq > 2', chain);
    await sql(
      `insert into audit_log (chain, seq, at, request_id, phase, actor, endpoint, hash)
       select chain, 6, at, gen_random_uuid(), phase, actor, endpoint, hash from audit_log where chain = $1 and seq = 2`,
      chain,
    );
    await expect(read(audit)).rejects.toThrow();
    await read(audit);
    await audit.close();
    expect(alarms()).toEqual([expect.stringContaining(`chain ${chain} no longer holds row 5`)]);
    await sql('delete from audit_log where chain = $1 and seq = 6', chain);
    for (const o of [{}, { headFile: undefined }])
      expect(await found(o)).toContainEqual(
        expect.stringMatching(/^truncated: row 5 and what follows are missing/),
      );
  });

  it.each([
    ['the end', 'seq > 2', 'truncated: row 5 and what follows are missing'],
    ['the middle', 'seq in (3, 4)', 'missing: rows 3 to 4 are missing before row 5'],
    ['all of it', 'true', 'truncated: row 5 and what follows are missing: the whole chain is gone'],
  ])('where %s is cut between two signings', async (_, which, told) => {
    const { audit, chain } = await busy();
    await sql(`delete from audit_log where chain = $1 and ${which}`, chain);
    await audit.signHead();
    expect(alarms()).toEqual([expect.stringContaining(`chain ${chain} no longer holds row 5`)]);
    expect(await found()).toEqual([expect.stringContaining(told)]);
    await audit.close();
  });

  it.each(['at its shutdown', 'killed'])(
    'where it was cut after it ended, %s, and another begins',
    async (end) => {
      const { audit, chain } = await busy();
      if (end === 'killed') await audit.signHead();
      else await audit.close();
      await sql('delete from audit_log where chain = $1 and seq > 2', chain);
      const next = open();
      await read(next);
      await next.close();
      expect(alarms()).toEqual([expect.stringContaining(`chain ${chain} no longer holds row 5`)]);
      // By the file, and for good by the next chain.
      for (const o of [{}, { headFile: undefined }])
        expect(await found(o)).toContainEqual(
          expect.stringMatching(/^truncated: row 5 and what follows are missing/),
        );
      errors = [];
      const third = open();
      await read(third);
      await third.close();
      expect(alarms()).toEqual([]);
    },
  );

  it('and nothing is told where a statement was committed though its answer was lost', async () => {
    const { audit } = await busy();
    const { pool } = s.t.db;
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
    pool.query = (async (...args: unknown[]) => {
      const answer = await query(...args);
      if (!(args[0] as { name?: string }).name?.startsWith('joip_audit_1')) return answer;
      pool.query = query as never;
      throw new Error('Connection terminated unexpectedly');
    }) as never;
    await expect(read(audit)).rejects.toThrow('terminated');
    await read(audit);
    await audit.close();
    expect([alarms(), await found()]).toEqual([[], []]);
  });

  it('and nothing is told of processes that write side by side, nor of what retention removed', async () => {
    const { audit } = await busy();
    const other = open();
    for (let i = 0; i < 3; i++) {
      s.pass(1);
      await read(audit);
      await read(other);
      await Promise.all([audit.signHead(), other.signHead()]);
      await pruneAudit(s.t.db, new Date(s.pass(0)), { secret: s.secret });
    }
    await Promise.all([audit.close(), other.close()]);
    const next = open();
    await read(next);
    await next.close();
    expect([alarms(), await found()]).toEqual([[], []]);
  });
});

describe('the head file', () => {
  const lines = () => readFileSync(s.headFile, 'utf8').trimEnd().split('\n');
  const write = (kept: string[]) => writeFileSync(s.headFile, kept.map((line) => `${line}\n`).join(''));

  it.each([
    [
      'missing',
      () => rmSync(s.headFile),
      /^head_file: .+ is missing, though a head was signed into it at 2026.+Put the real one back/,
    ],
    ['empty', () => writeFileSync(s.headFile, ''), /^head_file: .+ is empty, though a head was signed/],
    [
      'cut',
      () => write(lines().slice(0, -1)),
      /^head_file: the head file lacks the head of row 20, .+Put the newest copy back/,
    ],
    [
      'an older copy',
      () => write(lines().slice(0, 1)),
      /^head_file: the head file lacks the head of row \d+/,
    ],
    [
      'of another installation',
      () => write(lines().map((line) => line.replace(/"key":"\w+"/, '"key":"0123456789abcdef"'))),
      /^head_file: .+ is of another installation/,
    ],
    [
      'half written at its end',
      () => appendFileSync(s.headFile, '{"at":"2026-03-01T03:00:00.000Z","chain":"01'),
      /^torn: line 6, .+ half a line.+Start the server/,
    ],
    [
      'torn in its last line',
      () => writeFileSync(s.headFile, readFileSync(s.headFile, 'utf8').slice(0, -100)),
      /^torn: line 5/,
    ],
    [
      'altered',
      () => write(lines().with(2, 'nothing')),
      /^forged: line 3 of the head file is nothing that was written there by us/,
    ],
    ['a binary one', () => writeFileSync(s.headFile, Buffer.from([0, 255, 10, 7])), /^forged: line 1/],
  ])('is %s', async (_, harm, told) => {
    harm();
    expect(await found()).toContainEqual(expect.stringMatching(told));
    expect((await verifyAudit(s.t.db, { secret: s.secret, headFile: s.headFile })).ok).toBe(false);
  });

  it('is whole again once the server signed after a torn line', async () => {
    appendFileSync(s.headFile, '{"at":"2026-03-');
    expect(await found()).toEqual([expect.stringMatching(/^torn/)]);
    await s.run(4);
    expect(await found()).toEqual([]);
  });

  it('is not asked for where nothing was ever written', async () => {
    rmSync(s.headFile);
    await sql('truncate audit_log, audit_signings');
    expect(await found()).toEqual([]);
  });

  it('is missed though the note of a signing was altered or removed with it', async () => {
    await sql('update audit_signings set seq = 3');
    expect(await found()).toContainEqual(expect.stringContaining('forged: the note of what was signed'));
    await sql('delete from audit_signings');
    rmSync(s.headFile);
    expect(await found()).toContainEqual(expect.stringMatching(/^head_file: .+ is missing/));
  });
});

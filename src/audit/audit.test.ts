import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { type AuditedAccess, createAudit } from './audit.ts';
import { eraseAuditSubject } from './erase.ts';
import { listAudit } from './list.ts';
import { verifyAudit } from './verify.ts';

const secret = Buffer.from('a secret of this test, 32 bytes or more');
const DAY = 86_400_000;

let t: TestDatabase;
let clock = Date.parse('2026-03-15T12:00:00Z');
const errors: unknown[] = [];
const open = (o = {}) =>
  createAudit(t.db, { secret, now: () => clock, onError: (error) => errors.push(error), ...o });
const access = (more: Partial<AuditedAccess> = {}): AuditedAccess => ({
  requestId: randomUUID(),
  actor: 'operator:mara',
  endpoint: 'userUsage',
  target: 'u-17',
  parameters: { period: '7days', search: 'jo@example.com' },
  ...more,
});
const log = async () =>
  (
    await t.db.pool.query(
      `select chain, seq, phase, actor, target, parameters, status, rows from ${t.db.s}.audit_log order by chain, seq`,
    )
  ).rows;
const list = (q = {}) =>
  listAudit(t.db, secret, { start: clock - 40 * DAY, end: clock + DAY, limit: 100, ...q });

beforeAll(async () => {
  t = await testDatabase();
});
beforeEach(async () => {
  await t.db.pool.query(`truncate ${t.db.s}.audit_log, ${t.db.s}.audit_subjects, ${t.db.s}.audit_anchors`);
  errors.length = 0;
});
afterAll(() => t.drop());

describe('writing', () => {
  it('chains 200 accesses at once in few statements', async () => {
    const audit = open();
    const all = Array.from({ length: 200 }, (_, i) => access({ target: `u-${i % 7}` }));
    const statements: string[] = [];
    const query = t.db.pool.query.bind(t.db.pool) as (...args: unknown[]) => Promise<unknown>;
    t.db.pool.query = ((...args: unknown[]) => {
      statements.push((args[0] as { name?: string }).name ?? 'other');
      return query(...args);
    }) as never;
    await Promise.all(
      all.map(async (each) => {
        expect(await audit.begin(each)).toMatchObject({ epoch: 1 });
        audit.complete(each, 200, 1);
      }),
    );
    await audit.flush();
    t.db.pool.query = query as never;
    // The beginning of the chain, and a few batches for 400 rows.
    expect(
      statements.filter((name) => name.startsWith('joip_audit_') && name !== 'joip_audit_subjects').length,
    ).toBeLessThan(12);
    const rows = await log();
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 401 }, (_, i) => i));
    expect(await verifyAudit(t.db, { secret })).toEqual({
      ok: true,
      chains: 1,
      rows: 401,
      signedHeads: null,
      unreadableHeads: 0,
      total: 0,
      findings: [],
    });
    await audit.close();
  });

  it('goes on in a new chain where a statement failed, and loses no completion', async () => {
    const audit = open();
    const one = access();
    await audit.begin(one);
    await t.db.pool.query(
      `alter table ${t.db.s}.audit_log add constraint refuse check (phase <> 'completion')`,
    );
    audit.complete(one, 200, 3);
    await audit.flush();
    expect(errors).toMatchObject([{ message: expect.stringContaining('refuse') }]);
    await t.db.pool.query(`alter table ${t.db.s}.audit_log drop constraint refuse`);
    await audit.begin(access());
    await audit.close();
    const rows = await log();
    expect(rows.map(({ seq, phase }) => [seq, phase])).toEqual([
      [0, 'genesis'],
      [1, 'intent'],
      [0, 'genesis'],
      [1, 'completion'],
      [2, 'intent'],
    ]);
    expect(await verifyAudit(t.db, { secret })).toMatchObject({ ok: true, chains: 2 });
  });

  it('refuses an intent that can not be committed, and serves the next', async () => {
    const audit = open();
    await t.db.pool.query(`alter table ${t.db.s}.audit_log add constraint refuse check (endpoint <> 'bad')`);
    await expect(audit.begin(access({ endpoint: 'bad' }))).rejects.toThrow('refuse');
    await t.db.pool.query(`alter table ${t.db.s}.audit_log drop constraint refuse`);
    await expect(audit.begin(access())).resolves.toMatchObject({ epoch: 1 });
    await audit.close();
  });

  it('verifies beside processes that write, one of which was killed', async () => {
    const [one, two] = [open(), open()];
    const killed = open();
    await killed.begin(access());
    let writing = true;
    const work = Promise.all(
      [one, two].map(async (audit) => {
        while (writing) {
          const each = access();
          await audit.begin(each);
          audit.complete(each, 200, null);
        }
      }),
    );
    for (let i = 0; i < 10; i++) expect((await verifyAudit(t.db, { secret })).findings).toEqual([]);
    writing = false;
    await work;
    await Promise.all([one.close(), two.close()]);
    expect(await verifyAudit(t.db, { secret })).toMatchObject({ ok: true, chains: 3 });
    await killed.close();
  });
});

describe('anonymous denials', () => {
  it('of a flood are a handful of rows', async () => {
    const audit = open();
    for (let i = 0; i < 5_000; i++) await audit.denyAnonymous(`203.0.113.${i % 3}`, 'analytics');
    for (let i = 0; i < 3_000; i++) await audit.denyAnonymous(`2001:db8:${i.toString(16)}::`, 'analytics');
    await audit.close();
    const rows = await log();
    const of = (actor: string) =>
      rows.filter((row) => row.actor === actor).map((row) => JSON.parse(row.parameters));
    expect(rows.length).toBeLessThan(1_010);
    expect(of('anonymous:203.0.113.1')).toEqual([
      null,
      { furtherDenials: 1_666, minute: '2026-03-15T12:00:00.000Z' },
    ]);
    expect(of('anonymous:others')).toEqual([
      null,
      { furtherDenials: 2_002, minute: '2026-03-15T12:00:00.000Z' },
    ]);
  });
});

describe('refusals for asking too often', () => {
  it('are folded as well', async () => {
    const audit = open();
    for (let i = 0; i < 500; i++) await audit.deny(access({ actor: 'key:k1' }), 429);
    await audit.deny(access({ actor: 'key:k2' }), 429);
    clock += 60_000;
    await audit.deny(access({ actor: 'key:k1' }), 429);
    await audit.close();
    expect(
      (await list()).entries.map(({ actor, parameters, status }) => [actor.id, parameters, status]),
    ).toEqual([
      ['key:k1', null, 429],
      ['key:k1', { furtherDenials: 499, minute: '2026-03-15T12:00:00.000Z' }, 429],
      ['key:k2', null, 429],
      ['key:k1', null, 429],
    ]);
  });
});

describe('people', () => {
  it('are named by tokens in the log, by themselves in the list', async () => {
    const audit = open();
    const one = access({
      parameters: { period: '7days', details: { targetUserId: 'u-17' }, cursor: 'u-17', page: 2 },
    });
    await audit.begin(one);
    audit.complete(one, 200, 3);
    await audit.deny(access({ actor: 'key:k1', parameters: null }), 403);
    await audit.close();
    expect(JSON.stringify(await log())).not.toMatch(/u-17|mara|jo@/);
    expect((await list()).entries).toMatchObject([
      {
        actor: { kind: 'key', id: 'key:k1' },
        target: 'u-17',
        parameters: null,
        outcome: 'denied',
        status: 403,
      },
      {
        at: new Date(clock),
        requestId: one.requestId,
        actor: { kind: 'operator', id: 'operator:mara' },
        endpoint: 'userUsage',
        target: 'u-17',
        parameters: { period: '7days', details: { targetUserId: 'u-17' }, cursor: '(cursor)', page: 2 },
        outcome: 'answered',
        status: 200,
        rows: 3,
        completedAt: new Date(clock),
      },
    ]);
  });

  it('are found in no table once erased, then or later, and the chain stays whole', async () => {
    const audit = open();
    const asks = [
      access({ parameters: { search: 'u-17' } }),
      access({ parameters: { search: 'mara lind' } }),
      access({ parameters: { search: 'report u-17, march' } }),
      access({ parameters: { search: 'lin' } }),
      access({ target: 'u-171', parameters: { userId: 'u-17' }, actor: 'operator:host:u-17' }),
    ];
    for (const each of asks) await audit.begin(each);
    const erase = () => eraseAuditSubject(t.db.pool, t.db, secret, 'u-17', ['Mara Lind', 'jo@example.com']);
    expect([await erase(), await erase()]).toEqual([4, 0]);
    clock += 3 * DAY;
    const later = open();
    await later.begin(access({ parameters: { search: 'u-17' } }));
    for (const each of [audit, later]) await each.close();
    const { rows } = await t.db.pool.query(
      `select coalesce(string_agg(id, '|' order by id), '') as all from ${t.db.s}.audit_subjects`,
    );
    expect(rows[0].all).toBe('lin|operator:mara|u-171');
    expect(
      (await list()).entries.map(({ actor, target, parameters }) => [actor.id, target, parameters]),
    ).toEqual([
      ['operator:mara', '(erased)', { search: '(erased)' }],
      [null, 'u-171', { userId: '(erased)' }],
      ['operator:mara', '(erased)', { search: 'lin' }],
      ['operator:mara', '(erased)', { search: '(erased)' }],
      ['operator:mara', '(erased)', { search: '(erased)' }],
      ['operator:mara', '(erased)', { search: '(erased)' }],
    ]);
    expect(await verifyAudit(t.db, { secret })).toMatchObject({ ok: true });
  });
});

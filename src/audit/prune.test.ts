import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditSite, auditSite } from '../../test/support/audit.ts';
import { pruneAudit } from './prune.ts';
import { verifyAudit } from './verify.ts';

let s: AuditSite;
const sql = (text: string, ...values: unknown[]) => s.sql(text, ...values);
const verify = (o = {}) => s.verify(o);

beforeAll(async () => {
  s = await auditSite();
});
beforeEach(async () => {
  await s.reset();
  expect(await verify()).toEqual([]);
});
afterAll(() => s.close());

describe('retention', () => {
  it('removes what is older, and the rest verifies', async () => {
    const before = new Date(s.at(15));
    expect(await pruneAudit(s.t.db, before, { secret: s.secret, dryRun: true })).toEqual({
      rows: 30,
      subjects: 0,
    });
    expect(await verify()).toEqual([]);
    expect(await pruneAudit(s.t.db, before, { secret: s.secret })).toMatchObject({ rows: 30 });
    expect(await pruneAudit(s.t.db, before, { secret: s.secret })).toMatchObject({ rows: 0 });
    const { rows } = await sql('select count(*) as n, min(at) as first from audit_log');
    expect(rows).toEqual([{ n: 33, first: before }]);
    expect(await verify()).toEqual([]);
    await s.run(4);
    expect(await verify()).toEqual([]);
    await sql('delete from audit_log where chain = $1 and seq = 9', s.chains()[1]);
    expect((await verify()).map(({ kind, chain, seq }) => [kind, chain, seq])).toEqual([['missing', 1, 9]]);
  });

  it('leaves words that remaining rows name, and no others', async () => {
    s.pass(30 * 24);
    await s.run(4);
    expect(await pruneAudit(s.t.db, new Date(s.at(100)), { secret: s.secret })).toEqual({
      rows: 63,
      subjects: 3,
    });
    expect(await verify()).toEqual([]);
    const { rows } = await sql(`select id from audit_subjects where kind = 'actor'`);
    expect(rows).toEqual([{ id: 'operator:4' }]);
  });

  it('can not be feigned', async () => {
    await pruneAudit(s.t.db, new Date(s.at(15)), { secret: s.secret });
    await sql('delete from audit_log where chain = $1 and seq <= 12', s.chains()[1]);
    const { rows } = await sql('select hash from audit_log where chain = $1 and seq = 13', s.chains()[1]);
    await sql('update audit_anchors set seq = 12, hash = $2 where chain = $1', s.chains()[1], rows[0].hash);
    expect((await verify()).map(({ kind, chain }) => [kind, chain])).toContainEqual(['forged', 1]);
    await sql('delete from audit_anchors where chain = $1', s.chains()[0]);
    expect((await verify()).map(({ kind, chain }) => [kind, chain])).toContainEqual(['truncated', 0]);
  });

  it('does not disturb a check that runs, before whichever of its queries it comes', async () => {
    for (let at = 0, queries = 1; at < queries; at++) {
      await s.reset();
      queries = 0;
      const query = async (...asked: unknown[]) => {
        if (queries++ === at)
          expect(await pruneAudit(s.t.db, new Date(s.pass(1)), { secret: s.secret })).toMatchObject({
            rows: 63,
          });
        return Reflect.apply(s.t.db.pool.query, s.t.db.pool, asked);
      };
      const db = { ...s.t.db, pool: { query } as unknown as typeof s.t.db.pool };
      const { findings } = await verifyAudit(db, { secret: s.secret, headFile: s.headFile });
      expect(findings, `before query ${at} of ${queries}`).toEqual([]);
    }
  });
});

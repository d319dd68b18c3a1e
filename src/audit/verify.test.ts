import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditSite, auditSite } from '../../test/support/audit.ts';
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

describe('a tampered log', () => {
  it.each([
    ['at', `at + interval '1 s'`],
    ['request_id', 'gen_random_uuid()'],
    ['phase', `'event'`],
    ['actor', `'operator:someone'`],
    ['endpoint', `'analytics'`],
    ['target', 'null'],
    ['parameters', `'{ }'`],
    ['status', '404'],
    ['rows', '0'],
  ])('shows a row whose %s was changed', async (column, value) => {
    await sql(`update audit_log set ${column} = ${value} where chain = $1 and seq = 7`, s.chains()[1]);
    const when = column === 'at' ? new Date(Date.parse(s.at(14)) + 1_000).toISOString() : s.at(14);
    expect((await verify())[0]).toEqual({
      kind: 'changed',
      chain: 1,
      seq: 7,
      at: when,
      message: "row 7 isn't what was written, or not in its place",
    });
  });

  it('shows a row removed from the middle', async () => {
    await sql('delete from audit_log where chain = $1 and seq in (7, 12, 13)', s.chains()[0]);
    expect(await verify()).toEqual([
      { kind: 'missing', chain: 0, seq: 7, at: s.at(4), message: 'row 7 is missing before row 8' },
      { kind: 'missing', chain: 0, seq: 12, at: s.at(7), message: 'rows 12 to 13 are missing before row 14' },
    ]);
  });

  it('shows two rows that changed places', async () => {
    await sql('update audit_log set seq = -seq where chain = $1 and seq in (7, 9)', s.chains()[0]);
    await sql('update audit_log set seq = 16 + seq where chain = $1 and seq < 0', s.chains()[0]);
    const places = (await verify()).map(({ kind, seq }) => `${kind} ${seq}`);
    expect(places).toEqual(['changed 7', 'changed 8', 'changed 9', 'changed 10']);
  });

  it('shows a row inserted, with a hash of its own', async () => {
    await sql(
      `insert into audit_log select chain, 21, at, gen_random_uuid(), phase, actor, endpoint, target, parameters,
         status, rows, sha256('forged') from audit_log where chain = $1 and seq = 20`,
      s.chains()[0],
    );
    expect((await verify()).map(({ kind, chain, seq }) => [kind, chain, seq])).toEqual([['changed', 0, 21]]);
    await sql('update audit_log set seq = -1 where chain = $1 and seq = 21', s.chains()[0]);
    expect((await verify()).map(({ kind, chain, seq }) => [kind, chain, seq])).toEqual([['inserted', 0, -1]]);
  });

  it('shows a chain cut at its end: by the file, and of a killed process by the next chain', async () => {
    await sql('delete from audit_log where chain = $1 and seq > 18', s.chains()[2]);
    await sql('delete from audit_log where chain = $1 and seq > 19', s.chains()[1]);
    expect(await verify()).toEqual([
      {
        kind: 'truncated',
        chain: 2,
        seq: 20,
        at: s.at(29),
        message: `row 20 and what follows are missing: the chain ends with row 18, but the head signed at ${s.at(30)} reached it`,
      },
      {
        kind: 'truncated',
        chain: 1,
        seq: 20,
        at: s.at(20),
        message: `row 20 and what follows are missing: the chain ends with row 19, but the beginning of chain ${s.chains()[2]} reached it`,
      },
    ]);
    // Without the file the last chain's end is nobody's to vouch for.
    expect((await verify({ headFile: undefined })).map(({ kind, chain }) => [kind, chain])).toEqual([
      ['truncated', 1],
    ]);
  });

  it('shows a chain that is gone whole, and a log that is', async () => {
    await sql('delete from audit_log where chain = $1', s.chains()[1]);
    expect((await verify({ headFile: undefined })).map(({ kind, chain }) => [kind, chain])).toEqual([
      ['truncated', 1],
    ]);
    await sql('truncate audit_log');
    expect((await verify()).map(({ kind, chain, at: when }) => [kind, chain, when])).toEqual([
      ['truncated', 0, null],
      ['truncated', 1, null],
      ['truncated', 2, null],
    ]);
  });

  it('shows a word that was changed, blanked or removed', async () => {
    await sql(`update audit_subjects set id = 'operator:9' where id = 'operator:1'`);
    await sql(`update audit_subjects set id = null where id = 'operator:2'`);
    await sql(`delete from audit_subjects where id = 'operator:3'`);
    const told = (await verify()).map(({ seq, message }) => `${seq}: ${message.replace(/~[\w-]+/, '~')}`);
    expect(told.sort()).toEqual([
      '1: the word of ~, which row 1 names, was removed from audit_subjects',
      'null: the word of ~ in audit_subjects was blanked, but not by an erasure',
      'null: the word of ~ in audit_subjects was changed: it names someone else',
    ]);
  });

  it('shows a forged head, and takes a torn line for what it is', async () => {
    const lines = readFileSync(s.headFile, 'utf8').trim().split('\n');
    expect(lines.length).toBe(5);
    const forged = JSON.stringify({ ...JSON.parse(lines[1]!), seq: 4, count: 5 });
    writeFileSync(s.headFile, [lines[0], forged, ...lines.slice(2)].join('\n'));
    appendFileSync(s.headFile, '\n{"at":"2026-03-');
    await s.run(4);
    const found = await verifyAudit(s.t.db, { secret: s.secret, headFile: s.headFile });
    expect(found).toMatchObject({ total: 1, chains: 4, signedHeads: 8, unreadableHeads: 1 });
    expect(found.findings[0]).toMatchObject({
      kind: 'forged',
      message: "line 2 of the head file doesn't bear our signature",
    });
  });

  it('tells another secret from tampering', async () => {
    const found = await verifyAudit(s.t.db, { secret: Buffer.alloc(32, 7) });
    expect(found.findings.filter(({ kind }) => kind !== 'subject').map(({ kind }) => kind)).toEqual(
      Array(3).fill('another_key'),
    );
  });
});

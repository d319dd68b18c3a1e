import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { verifyAudit } from '../audit/index.ts';
import { type AuditEntry, AuditPage } from '../contract/index.ts';

const secret = Buffer.from('a secret of this test, 32 bytes or more');
const folder = mkdtempSync(join(tmpdir(), 'joip-audit-'));
const auditHeadFile = join(folder, 'heads.ndjson');
let s: TestServer;
let admin: string;
let viewer: string;
let adminId: string;
const ask = (query = '') => s.ask(`/api/admin/audit${query}`, { as: admin });
const entries = async (query: string) => (await ask(query)).json.entries;

beforeAll(async () => {
  s = await testServer({ secret, auditHeadFile });
  await s.t.ingest.writeHistory([anActivity({ userId: 'u-17' })], 'test');
  admin = await s.signIn('mara@example.com', 'admin');
  viewer = await s.signIn('viewer@example.com', 'viewer');
  adminId = (await s.analytics.auth.operators.list()).find((each) => each.role === 'admin')!.id;
});
afterAll(async () => {
  await s.close();
  rmSync(folder, { recursive: true });
});

describe('GET /api/admin/audit', () => {
  it('tells each access once, with what came of it, itself included', async () => {
    await s.audit();
    await s.ask('/api/admin/users/u-17/usage?pageSize=5', { as: admin });
    await s.ask('/api/admin/users/u-18/usage', { as: admin });
    await s.ask('/api/admin/users/u-17/usage', { as: viewer });
    await s.ask('/api/admin/usage-analytics?search=u-17&period=7days', { as: await s.key('read') });
    await s.audit();
    const answer = await ask();
    expect(AuditPage.parse(answer.json)).toEqual(answer.json);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const mara = { kind: 'operator', id: `operator:${adminId}`, email: 'mara@example.com', name: null };
    const told = answer.json.entries.slice(0, 5).map((entry: object) => {
      const { at: _, completedAt: __, requestId: ___, ...rest } = entry as AuditEntry;
      return rest;
    });
    expect(told).toEqual([
      {
        actor: mara,
        endpoint: 'audit',
        target: null,
        parameters: {},
        outcome: 'unfinished',
        status: null,
        rows: null,
        view: null,
      },
      {
        actor: { kind: 'key', id: expect.stringMatching(/^key:/), email: null, name: 'test read' },
        endpoint: 'usageAnalytics',
        target: null,
        parameters: { period: '7days', search: 'u-17' },
        outcome: 'answered',
        status: 200,
        rows: expect.any(Number),
        view: null,
      },
      {
        actor: expect.objectContaining({ email: 'viewer@example.com' }),
        endpoint: 'userUsage',
        target: 'u-17',
        parameters: null,
        outcome: 'denied',
        status: 403,
        rows: null,
        view: null,
      },
      {
        actor: mara,
        endpoint: 'userUsage',
        target: 'u-18',
        parameters: {},
        outcome: 'failed',
        status: 404,
        rows: null,
        view: null,
      },
      {
        actor: mara,
        endpoint: 'userUsage',
        target: 'u-17',
        parameters: { pageSize: 5 },
        outcome: 'answered',
        status: 200,
        rows: 1,
        view: null,
      },
    ]);
  });

  it('filters by who, whom, what and how it ended', async () => {
    const of = async (query: string) =>
      (await entries(`${query}&endpoint=userUsage`)).map((each: { target: string; status: number }) => [
        each.target,
        each.status,
      ]);
    const mara = [
      ['u-18', 404],
      ['u-17', 200],
    ];
    for (const actor of ['MARA@example.com', adminId, `operator:${adminId}`])
      expect(await of(`?actor=${actor}`)).toEqual(mara);
    expect(await of('?target=u-17')).toEqual([
      ['u-17', 403],
      ['u-17', 200],
    ]);
    expect(await of('?about=person')).toHaveLength(3);
    expect(await of('?about=change')).toEqual([]);
    expect(await of('?outcome=denied')).toEqual([['u-17', 403]]);
    expect(await of('?outcome=failed')).toEqual([['u-18', 404]]);
    expect(await of('?actor=nobody')).toEqual([]);
    expect(await of('?startDate=2020-01-01&endDate=2020-01-31')).toEqual([]);
  });

  it('pages on by a cursor', async () => {
    const all = await entries('?pageSize=100');
    const first = (await ask('?pageSize=3')).json;
    const second = (await ask(`?pageSize=500&cursor=${first.nextCursor}`)).json;
    const ids = (list: { requestId: string }[]) => list.map((each) => each.requestId);
    // The first page begins with its own request.
    expect(ids([...first.entries.slice(1), ...second.entries])).toEqual(ids(all));
    expect([first.entries.length, second.nextCursor]).toEqual([3, null]);
  });

  it.each([
    ['cursor=abc', { cursor: 'takes nextCursor of an earlier answer; leave it out to begin anew' }],
    ['about=me', { about: 'takes person, change' }],
    ['outcome=fine', { outcome: 'takes answered, failed, denied, unfinished' }],
    ['endpoint=nothing', { endpoint: expect.stringContaining('takes analytics, ') }],
    ['page=2', { page: expect.stringContaining('is unknown; accepted: period, ') }],
  ])('refuses %s', async (query, fields) => {
    const answer = await ask(`?${query}`);
    expect([answer.status, answer.json.fields]).toEqual([400, fields]);
  });

  it('is for admins alone', async () => {
    expect((await s.ask('/api/admin/audit')).status).toBe(401);
    expect((await s.ask('/api/admin/audit', { as: viewer })).status).toBe(403);
  });
});

describe('GET /api/admin/audit as a file', () => {
  it('tells every entry, in the columns asked for', async () => {
    await s.audit();
    await s.ask('/api/admin/users/u-17/usage', { as: admin });
    await s.audit();
    const file = await ask('?format=csv&target=u-17&columns=endpoint,target,status');
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const lines = file.text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('endpoint,target,status');
    expect(lines[1]).toBe('userUsage,u-17,200');
    expect(Number(file.headers.get('x-total-rows'))).toBe(lines.length - 1);
  });

  it('refuses what is of pages, or of files alone', async () => {
    expect((await ask('?format=csv&pageSize=5')).json.fields).toEqual({
      pageSize: 'is of pages; a file holds every row',
    });
    expect((await ask('?columns=at')).json.fields).toEqual({
      columns: 'is of files; add format=csv or format=ndjson',
    });
  });
});

describe('200 requests at once', () => {
  it('leave a log that verifies against the head signed at the end', async () => {
    const key = await s.key('read');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        s.ask(i % 2 ? '/api/admin/usage-summary?period=30days' : `/api/admin/users/u-${i}/usage`, {
          as: key,
        }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 404]));
    await s.audit();
    await s.analytics.close();
    const found = await verifyAudit(s.t.db, { secret, headFile: auditHeadFile });
    expect(found.findings).toEqual([]);
    expect(found.rows).toBeGreaterThan(400);
  });
});

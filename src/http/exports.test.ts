import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const NASTY = ['=1+1', '+49 30', '-x', '@sum', '\tx', '\rx', "'=1", 'a,"b"\r\nc', 'plain', ' =1', 'é😀', ''];
const SAFE = [
  "'=1+1",
  "'+49 30",
  "'-x",
  "'@sum",
  "'\tx",
  "'\rx",
  "''=1",
  'a,"b"\r\nc',
  'plain',
  "' =1",
  'é😀',
  '',
];

let s: TestServer;
let admin: string;

beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.key('admin');
  for (const [i, name] of NASTY.entries()) {
    await s.analytics.identify({ userId: `u${i}`, name, email: `u${i}@example.com` } as never);
    const day = (n: number) => NOW - n * 86_400_000;
    await s.analytics.ingest.writeHistory(
      [
        anActivity({ userId: `u${i}`, createdAt: day(1) }),
        anActivity({ userId: `u${i}`, createdAt: day(2), action: 'media_uploaded' }),
        anActivity({
          userId: `u${i}`,
          createdAt: day(2) + 5,
          action: 'page_viewed',
          details: { path: name || '/' },
        }),
      ],
      'test',
    );
  }
});
afterAll(() => s.close());

const USERS = '/api/admin/users/export/csv';

describe('the CSV of users', () => {
  it('holds profile, counters and activity, formula-safe, with a count told beforehand', async () => {
    const answer = await s.ask(
      `${USERS}?columns=name,userId,sessionsCreated,activeDays,lastActivityAt,byFeature.sessions`,
      { as: admin },
    );
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-total-rows')]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
      String(NASTY.length),
    ]);
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="users_2026-02-19_2026-03-20.csv"',
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const rows = parse(answer.text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(answer.text.split('\r\n')[0]).toBe(
      'name,userId,sessionsCreated,activeDays,lastActivityAt,byFeature.sessions',
    );
    rows.sort((a, b) => Number(a.userId!.slice(1)) - Number(b.userId!.slice(1)));
    expect(rows).toEqual(
      SAFE.map((name, i) => ({
        name,
        userId: `u${i}`,
        sessionsCreated: '1',
        activeDays: '2',
        lastActivityAt: '2026-03-19T12:00:00.000Z',
        'byFeature.sessions': '1',
      })),
    );
  });

  it('has every column without a wish, and a byte order mark on demand', async () => {
    const answer = await s.ask(`${USERS}?bom=true&search=u1@`, { as: admin });
    expect(answer.headers.get('x-total-rows')).toBe('1');
    const [header, row, end] = answer.text.split('\r\n');
    expect(header!.split(',')).toEqual([
      'userId', 'email', 'name', 'avatarUrl', 'role', 'internal', 'createdAt', 'deletedAt', 'totalActivity',
      'activities', 'activeDays', 'lastActivityAt', 'lastSeenAt', ...Object.keys(defaultCatalogue.counters),
      ...Object.keys(defaultCatalogue.features).map((name) => `byFeature.${name}`),
    ]); // biome-ignore format: a table
    expect(row!.slice(0, 40)).toBe("u1,u1@example.com,'+49 30,,,false,2026-0");
    expect(end).toBe('');
    const bytes = await s.analytics.fetch(
      new Request(`http://127.0.0.1${USERS}?bom=true`, { headers: { authorization: `Bearer ${admin}` } }),
      { remoteAddress: '127.0.0.1' },
    );
    expect([...new Uint8Array(await bytes.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('is NDJSON where asked, texts as they are', async () => {
    const answer = await s.ask(`${USERS}?format=ndjson&columns=userId,name,pagesViewed`, { as: admin });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const rows = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(rows.map((row) => row.name))).toEqual(new Set(NASTY));
    expect(rows[0]).toEqual({ userId: 'u0', name: '=1+1', pagesViewed: 1 });
  });

  it('refuses what it does not know', async () => {
    const unknown = await s.ask(`${USERS}?columns=userId,pasword`, { as: admin });
    expect([unknown.status, unknown.json.fields.columns]).toEqual([
      400,
      expect.stringMatching(/^takes userId, email, .*byFeature.account, each once$/),
    ]);
    expect((await s.ask(`${USERS}?format=xlsx`, { as: admin })).json.fields).toEqual({
      format: 'takes csv or ndjson',
    });
    expect((await s.ask(`${USERS}?page=2`, { as: admin })).json.fields.page).toMatch(
      /^is unknown; accepted: /,
    );
    expect((await s.ask(USERS)).status).toBe(401);
    expect((await s.ask(USERS, { as: await s.key('track') })).status).toBe(403);
  });

  it('is audited before its first byte, and after its last with the rows', async () => {
    await s.audit(true);
    await s.ask(`${USERS}?columns=userId`, { as: admin });
    await s.ask(`${USERS}?columns=userId`, { as: admin, method: 'HEAD' });
    const rows = (await s.audit()).map(({ phase, endpoint, status, rows }) => [
      phase,
      endpoint,
      status,
      rows,
    ]);
    expect(rows).toEqual([
      ['intent', 'usersExport', null, null],
      ['completion', 'usersExport', 200, NASTY.length],
      ['intent', 'usersExport', null, null],
      ['completion', 'usersExport', 200, 0],
    ]);
  });
});

describe('the activities behind a number', () => {
  it('are told with who did them', async () => {
    const page = await s.ask('/api/admin/activities?action=page_viewed&search=u8@', { as: admin });
    expect(page.json).toMatchObject({
      activities: [
        {
          userId: 'u8', email: 'u8@example.com', name: 'plain', action: 'page_viewed', feature: 'account',
          details: { path: 'plain' }, timestamp: '2026-03-18T12:00:00.005Z',
        },
      ],
      nextCursor: null,
      meta: { totalRows: 1, source: 'log' },
    }); // biome-ignore format: short
    const csv = await s.ask('/api/admin/activities?feature=account&format=csv&columns=userId,details', {
      as: admin,
    });
    const rows = parse(csv.text, { columns: true }) as { userId: string; details: string }[];
    expect(rows.map((row) => JSON.parse(row.details).path).sort()).toEqual(
      NASTY.map((name) => name || '/').sort(),
    );
    expect(csv.headers.get('x-total-rows')).toBe(String(NASTY.length));
  });

  it('refuse a foreign cursor, an unknown column and anonymity', async () => {
    const fields = async (query: string) =>
      (await s.ask(`/api/admin/activities?${query}`, { as: admin })).json.fields;
    expect(await fields('cursor=abc')).toEqual({ cursor: expect.stringMatching(/^takes nextCursor/) });
    expect(await fields('columns=ip')).toEqual({
      columns: expect.stringMatching(/^takes timestamp, userId/),
    });
    expect(await fields('anonymize=true')).toEqual({
      anonymize: "isn't possible here: each row is of one person",
    });
    const far = Buffer.from('0 99999999999999 0 00000000-0000-0000-0000-000000000000 x').toString(
      'base64url',
    );
    expect(await fields(`cursor=${far}`)).toEqual({ cursor: expect.stringMatching(/^takes nextCursor/) });
  });
});

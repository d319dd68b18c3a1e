import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import type { ListedNote } from '../contract/index.ts';
import { createReleaseNotice } from '../jobs/notice-release.ts';

const ZONE = 'America/New_York';
const NOW = Date.parse('2026-03-20T12:00:30Z');
const HOUR = 3_600_000;
const RANGE = 'startDate=2026-02-01&endDate=2026-03-20';
const PATH = '/api/admin/annotations';

let s: TestServer;
let admin: string;
let clock = NOW;

/** When they were started first. The third is a rollback, the fourth began two hours before it is asked. */
const RELEASES = [
  ['1.0.0', '2026-02-03T15:00:00Z'],
  ['2.0.0', '2026-03-05T16:30:00Z'],
  ['1.0.0', '2026-03-07T16:30:00Z'],
  ['2.0.1', '2026-03-20T10:00:00Z'],
] as const;

beforeAll(async () => {
  const t = await testDatabase({ timezone: ZONE, now: () => NOW });
  s = await testServer({ now: () => NOW }, t);
  admin = await s.signIn('root@example.com', 'admin');
  for (const [version, at] of RELEASES) {
    clock = Date.parse(at);
    await createReleaseNotice(t.db, version, { now: () => clock, started: clock })();
  }
  const first = Date.parse('2026-01-20T00:00:00Z');
  const hours = Math.floor((NOW - first) / HOUR);
  await t.ingest.writeHistory(
    Array.from({ length: hours * 2 }, (_, i) =>
      anActivity({
        userId: `user-${i % 7}`,
        action: i % 3 === 0 ? 'session_created' : 'media_uploaded',
        createdAt: first + Math.floor((i * HOUR) / 2) + (i % 50) * 1_000,
      }),
    ),
    'test',
  );
});
afterAll(() => s.close());

const listed = async (query = RANGE, as = admin): Promise<ListedNote[]> =>
  (await s.ask(`${PATH}?${query}`, { as })).json.notes;
const change = (id: string, body: unknown) => s.ask(`${PATH}/${id}`, { method: 'PATCH', body, as: admin });

describe('releases', () => {
  it('stand among the notes, each with what is set beside each other around it', async () => {
    await s.post(PATH, { day: '2026-03-06', text: 'A note' }, { as: admin });
    const notes = await listed();
    expect(
      notes.map(({ version, text, author, day, at, beforeAfter }) => ({
        version,
        text,
        author,
        day,
        at,
        beforeAfter,
      })),
    ).toEqual([
      {
        version: '1.0.0',
        text: '1.0.0',
        author: null,
        day: null,
        at: '2026-02-03T15:00:00.000Z',
        // Two weeks before, of which something was recorded.
        beforeAfter: {
          startDate: '2026-02-03T15:00:00.000Z',
          endDate: '2026-02-17T15:00:00.000Z',
          compareStartDate: '2026-01-20T15:00:00.000Z',
          alignedBy: 'week',
        },
      },
      {
        version: '2.0.0',
        text: '2.0.0',
        author: null,
        day: null,
        at: '2026-03-05T16:30:00.000Z',
        // Up to the rollback, beside the same hours of the week before.
        beforeAfter: {
          startDate: '2026-03-05T16:30:00.000Z',
          endDate: '2026-03-07T16:30:00.000Z',
          compareStartDate: '2026-02-26T16:30:00.000Z',
          alignedBy: 'week',
        },
      },
      {
        version: null,
        text: 'A note',
        author: 'root@example.com',
        day: '2026-03-06',
        at: '2026-03-06T05:00:00.000Z',
        beforeAfter: null,
      },
      {
        version: '1.0.0',
        text: '1.0.0',
        author: null,
        day: null,
        at: '2026-03-07T16:30:00.000Z',
        // The clock was moved between the two: half past eleven on both sides.
        beforeAfter: {
          startDate: '2026-03-12T15:30:00.000Z',
          endDate: '2026-03-14T15:30:00.000Z',
          compareStartDate: '2026-03-05T16:30:00.000Z',
          alignedBy: 'week',
        },
      },
      {
        version: '2.0.1',
        text: '2.0.1',
        author: null,
        day: null,
        at: '2026-03-20T10:00:00.000Z',
        // As far as it has come.
        beforeAfter: {
          startDate: '2026-03-20T10:00:00.000Z',
          endDate: '2026-03-20T12:00:00.000Z',
          compareStartDate: '2026-03-13T10:00:00.000Z',
          alignedBy: 'week',
        },
      },
    ]);
  });

  it.each(['activities', 'sessionsCreated', 'activeUsers'])(
    'ask why %s changed with them',
    async (number) => {
      const counted = {
        activities: 'count(*)',
        sessionsCreated: `count(*) filter (where action = 'session_created')`,
        activeUsers: 'count(distinct user_id)',
      }[number];
      const releases = (await listed()).filter(({ version }) => version !== null);
      expect(releases).toHaveLength(4);
      for (const { beforeAfter } of releases) {
        const { alignedBy: _, ...range } = beforeAfter!;
        const query = new URLSearchParams({ ...range, compare: 'custom', timezone: ZONE, number });
        const { status, json } = await s.ask(`/api/admin/explore/why?${query}`, { as: admin });
        expect(status).toBe(200);
        const of = async (start: string, end: string) =>
          (
            await s.t.db.pool.query(
              `select ${counted} as n from ${s.t.db.s}.user_activity_logs where created_at >= $1 and created_at < $2`,
              [start, end],
            )
          ).rows[0].n;
        const long = Date.parse(range.endDate) - Date.parse(range.startDate);
        const until = new Date(Date.parse(range.compareStartDate) + long).toISOString();
        expect([json.before, json.after]).toEqual([
          await of(range.compareStartDate, until),
          await of(range.startDate, range.endDate),
        ]);
        expect(json.after).toBeGreaterThan(0);
      }
    },
  );

  it('are told to a viewer by version', async () => {
    const viewer = await s.signIn('vera@example.com', 'viewer');
    const whole = await listed();
    expect(await listed(RANGE, viewer)).toEqual(whole.map((note) => ({ ...note, text: null, author: null })));
  });

  it('take words of an operator and another instant, no day, and go for good', async () => {
    const [release] = await listed('startDate=2026-02-03&endDate=2026-02-03');
    const { id } = release!;
    expect((await change(id, { day: '2026-02-03', text: 'x' })).json.fields).toEqual({
      day: 'is for notes: a release is at an instant; give at in its place, or neither',
    });
    const changed = (await change(id, { text: 'The new editor', at: '2026-02-03T15:10:00Z' })).json.note;
    expect(changed).toMatchObject({
      version: '1.0.0',
      text: 'The new editor',
      at: '2026-02-03T15:10:00.000Z',
    });
    expect((await s.ask(`${PATH}/${id}`, { method: 'DELETE', as: admin })).status).toBe(204);
    // It runs on.
    clock = NOW;
    await createReleaseNotice(s.t.db, '2.0.1', { now: () => clock, started: clock })();
    expect((await listed()).map(({ version }) => version)).toEqual(['2.0.0', null, '1.0.0', '2.0.1']);
  });
});

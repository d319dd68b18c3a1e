import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import type { Why } from '../contract/index.ts';
import { retain } from '../jobs/retention.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-06-20T09:30:00Z');
const DAY = 86_400_000;

let s: TestServer;
let admin: string;
let viewer: string;

/** What so many people did on each of a week's days, before and after. */
const DONE = [
  { people: 40, action: 'smart_caption_generated', before: 3, after: 0 },
  { people: 30, action: 'session_created', before: 2, after: 2 },
  { people: 20, action: 'media_uploaded', before: 1, after: 1 },
  { people: 3, action: 'babecock_created', before: 2, after: 2 },
] as const;
const BEFORE = '2026-06-01';
const AFTER = '2026-06-08';

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW });
  s = await testServer({ now: () => NOW }, t);
  admin = await s.key('admin');
  viewer = await s.signIn('viewer@example.com', 'viewer');
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, identified, created_at) select unnest($1::text[]), true, '2026-01-01'`,
    [DONE.flatMap(({ people, action }) => Array.from({ length: people }, (_, i) => `${action}-${i}`))],
  );
  const history = DONE.flatMap(({ people, action, ...times }) =>
    (['before', 'after'] as const).flatMap((side) =>
      Array.from({ length: 7 * people }, (_, i) =>
        Array.from({ length: times[side] }, (_, n) =>
          anActivity({
            userId: `${action}-${i % people}`,
            action,
            createdAt:
              Date.parse(side === 'before' ? BEFORE : AFTER) +
              Math.floor(i / people) * DAY +
              n * 3_600_000 +
              i,
          }),
        ),
      ).flat(),
    ),
  );
  await t.ingest.writeHistory(history, 'test');
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
});
afterAll(() => s.close());

const WEEK = { startDate: AFTER, endDate: '2026-06-14' };
const ask = (query: Record<string, string> = {}, as = admin) =>
  s.ask(`/api/admin/explore/why?${new URLSearchParams({ ...WEEK, ...query })}`, { as });
const why = async (query: Record<string, string> = {}, as = admin): Promise<Why> => {
  const { status, json, text } = await ask(query, as);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return json;
};
const splitBy = (told: Why, dimension: string) => told.splits.find((split) => split.dimension === dimension);

describe('why a number changed', () => {
  it('names what changed, in a sentence with its numbers', async () => {
    const told = await why();
    expect([told.before, told.after, told.difference]).toEqual([1_442, 602, -840]);
    expect(told.answer).toBe('Smart captions −840 of −840; all other features ±0.');
    expect(told.splits[0]).toMatchObject({ dimension: 'feature', explains: true, share: 1, others: null });
    expect(told.splits[0]!.parts[0]).toEqual({
      key: 'smart_captions',
      label: 'Smart captions',
      before: 840,
      after: 0,
      difference: -840,
      named: true,
      filter: { feature: 'smart_captions' },
    });
    expect(told.meta).toMatchObject({ comparison: { start: `${BEFORE}T00:00:00.000Z` } });
  });

  it('claims nothing where every part moved as the others did', async () => {
    const told = await why({ number: 'sessionsCreated' });
    expect([told.difference, told.splits.some(({ explains }) => explains)]).toEqual([0, false]);
    expect(told.answer).toMatch(/^Nothing in particular/);
  });

  it('counts each of the people in one part', async () => {
    const told = await why({ number: 'activeUsers' });
    expect([told.before, told.after]).toEqual([93, 53]);
    expect(splitBy(told, 'mostUsed')!.parts.map(({ key, difference }) => [key, difference])).toContainEqual([
      'smart_captions',
      -40,
    ]);
    for (const { parts, others } of told.splits)
      expect(parts.reduce((sum, { difference }) => sum + difference!, others?.difference ?? 0)).toBe(-40);
  });

  it('is had as a file', async () => {
    const { text } = await ask({ format: 'csv' });
    const rows: Record<string, string>[] = parse(text, { columns: true });
    expect(rows[0]).toEqual({
      dimension: 'feature',
      key: 'smart_captions',
      label: 'Smart captions',
      before: '840',
      after: '0',
      difference: '-840',
      named: 'true',
      explains: 'true',
    });
    const users = rows.filter(({ dimension }) => dimension === 'user');
    expect(users).toHaveLength(93);
    expect(users.reduce((sum, { difference }) => sum + Number(difference), 0)).toBe(-840);
  });

  it.each([
    [{ compare: 'none' }, 'compare'],
    [{ number: 'revenues' }, 'number'],
    [{ sortBy: 'x' }, 'sortBy'],
    [{ columns: 'label' }, 'columns'],
  ])('refuses %o, naming it', async (query, field) => {
    const { status, json } = await ask(query as Record<string, string>);
    expect([status, Object.keys(json.fields)]).toEqual([400, [field]]);
  });
});

describe('a viewer', () => {
  it('is told of no part with fewer than five people in it, and of nobody', async () => {
    const told = await why({}, viewer);
    expect([told.before, told.after, told.usual]).toEqual([1_442, 602, null]);
    // What three people did would be what is left of the whole: the smallest part beside it isn't told either.
    expect(splitBy(told, 'feature')!.parts.map(({ key }) => key)).toEqual(['smart_captions', 'sessions']);
    expect(splitBy(told, 'feature')!.others).toEqual({ count: 2, before: 182, after: 182, difference: 0 });
    expect(told.splits.map(({ dimension }) => dimension)).not.toContain('user');
    expect(told.answer).toBe('Smart captions −840 of −840; all other features ±0.');
  });

  it('is told nothing of a number of a few', async () => {
    const told = await why({ number: 'babecockImagesCreated' }, viewer);
    expect([told.before, told.after, told.difference, told.splits]).toEqual([null, null, null, []]);
    expect(told.meta.missing).toHaveProperty('why');
    expect((await ask({ userId: 'session_created-1' }, viewer)).status).toBe(400);
  });
});

describe('after retention', () => {
  it('is told by day, without hours', async () => {
    await retain(s.t.db, {
      catalogue,
      policy: {
        activity: { sessions: 90, smart_captions: 90, media_gallery: 90, babecock_studio: 90 },
        auditLog: 'keep',
        deadLetters: 'keep',
      },
      now: NOW + 120 * DAY,
    });
    const told = await why({ refresh: 'force' });
    expect([told.before, told.after]).toEqual([1_442, 602]);
    expect(splitBy(told, 'hour')).toBeUndefined();
    expect(splitBy(told, 'weekday')).toBeDefined();
    expect(splitBy(told, 'user')!.parts.length).toBe(10);
  });
});

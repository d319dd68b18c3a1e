import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import type { Funnel } from '../contract/index.ts';
import { retain } from '../jobs/retention.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-06-20T09:30:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STEPS = 'session_created;smart_caption_generated;session_shared';

let s: TestServer;
let admin: string;
let viewer: string;

/** So many of each kind of person: how far they get, and the theme that they begin with. */
const PEOPLE = [
  { n: 12, reaches: 3, theme: 'JOI' },
  { n: 7, reaches: 2, theme: 'Beta' },
  { n: 3, reaches: 1, theme: 'JOI' },
];

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW });
  s = await testServer({ now: () => NOW }, t);
  admin = await s.key('admin');
  viewer = await s.signIn('viewer@example.com', 'viewer');
  let no = 0;
  const history = PEOPLE.flatMap(({ n, reaches, theme }) =>
    Array.from({ length: n }, () => {
      const userId = `user-${++no}`;
      const begun = NOW - 3 * DAY + no * 60_000;
      return STEPS.split(';')
        .slice(0, reaches)
        .map((action, i) =>
          anActivity({ userId, action: action as never, details: { theme }, createdAt: begun + i * HOUR }),
        );
    }).flat(),
  );
  // Long ago: sessions and captions of then are removed, what was done with media stays.
  const old = Array.from({ length: 20 }, (_, i) =>
    (['session_created', 'media_uploaded', 'media_shared'] as const).map((action, step) =>
      anActivity({ userId: `old-${i}`, action, createdAt: NOW - 120 * DAY + i * HOUR + step }),
    ),
  ).flat();
  await t.ingest.writeHistory([...history, ...old], 'test');
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  await retain(t.db, {
    catalogue,
    policy: { activity: { sessions: 90, smart_captions: 90 }, auditLog: 'keep', deadLetters: 'keep' },
    now: NOW,
  });
});
afterAll(() => s.close());

const ask = (path: string, query: Record<string, string>, as = admin) =>
  s.ask(`/api/admin/explore/${path}?${new URLSearchParams(query)}`, { as });
const funnel = async (query: Record<string, string> = {}, as = admin): Promise<Funnel> => {
  const { status, json, text } = await ask('funnel', { steps: STEPS, ...query }, as);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return json;
};
const countsOf = ({ steps }: Pick<Funnel, 'steps'>) => steps.map(({ count }) => count);

describe('a funnel', () => {
  it('tells how many got from step to step, and how long it took', async () => {
    const { steps, total } = await funnel();
    expect(steps.map(({ label, count, lost }) => [label, count, lost])).toEqual([
      ['Session created', 22, null],
      ['Smart caption generated', 19, 3],
      ['Session shared', 12, 7],
    ]);
    expect(total).toMatchObject({
      entered: 22,
      completed: 12,
      conversion: 12 / 22,
      median: 2 * HOUR,
      p90: 2 * HOUR,
    });
  });

  it('lists whom a bar counts, a page at a time and as a file', async () => {
    const asked = { steps: STEPS, bar: '3', who: 'lost' };
    const whole = (await ask('funnel/people', asked)).json;
    expect([whole.meta.totalRows, whole.people.length]).toEqual([7, 7]);
    const pages = [];
    for (const page of ['1', '2', '3'])
      pages.push(...(await ask('funnel/people', { ...asked, page, pageSize: '3' })).json.people);
    expect(pages).toEqual(whole.people);
    const { text } = await ask('funnel/people', { ...asked, format: 'csv' });
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(rows.map(({ userId, reached, step2At }) => [userId, reached, step2At])).toEqual(
      whole.people.map(({ userId, times }: { userId: string; times: string[] }) => [userId, '2', times[1]]),
    );
  });

  it('lists who is in each group, and in the one that tells none', async () => {
    const query = { steps: STEPS, groupBy: 'theme' };
    const { json } = await ask('funnel', query);
    expect(json.groups.map(({ key }: { key: string }) => key)).toContain('');
    for (const { key, steps } of json.groups)
      for (const group of key === '' ? ['', '(none)'] : [key]) {
        const list = await ask('funnel/people', { ...query, bar: '1', group });
        expect(list.json.meta.totalRows).toBe(steps[0].count);
      }
  });

  it('comes as a file, groups and all', async () => {
    const { text } = await ask('funnel', { steps: STEPS, groupBy: 'action', format: 'csv' });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ action, step, count }) => [action, step, count])).toEqual([
      ['', '1', '22'],
      ['', '2', '19'],
      ['', '3', '12'],
      ['session_created', '1', '22'],
      ['session_created', '2', '19'],
      ['session_created', '3', '12'],
    ]);
  });

  it.each([
    [{ steps: 'session_created' }, 'steps', 'takes 2 to 10 steps'],
    [{ steps: Array(11).fill('session_created').join(';') }, 'steps', 'has 11'],
    [{ steps: 'session_created;flown' }, 'steps', 'step 2 has action flown, which is unknown'],
    [{ steps: 'session_created;feature=none' }, 'steps', 'step 2 has feature none'],
    [{ steps: 'session_created;mood=calm' }, 'steps', 'takes action, feature, theme, layout, details.'],
    [
      { steps: 'session_created;action=session_shared&theme=JOI' },
      'steps',
      'theme is told by smart_caption_generated alone',
    ],
    [{ steps: 'session_created;__proto__=x' }, 'steps', 'has __proto__, which is unknown'],
    [{ window: '91d' }, 'window', 'up to 90 days'],
    [{ window: '0m' }, 'window', 'such as 30m'],
    [{ order: 'sorted' }, 'order', 'sequence'],
    [{ exclude: 'session_deleted' }, 'exclude', 'such as 1:session_deleted'],
    [{ exclude: '3:session_deleted' }, 'exclude', 'takes 1 to 2'],
    [{ exclude: '1:session_deleted', order: 'any' }, 'exclude', 'takes any:STEP'],
    [{ groupBy: 'user' }, 'groupBy', 'takes feature, action, theme'],
    [{ bom: 'true' }, 'bom', 'is of files'],
  ])('refuses %o by the name of what is wrong', async (query, field, why) => {
    const { status, json } = await ask('funnel', { steps: STEPS, ...query } as Record<string, string>);
    expect([status, json.fields[field]]).toEqual([400, expect.stringContaining(why)]);
  });

  it.each([
    [{ bar: '4' }, 'bar', 'takes 1 to 3'],
    [{ bar: '1', who: 'lost' }, 'who', 'takes reached'],
    [{ bar: '2', group: 'sessions' }, 'group', 'add groupBy'],
    [{}, 'bar', 'is missing'],
    [{ bar: '11' }, 'bar', 'whole number from 1 to 10'],
  ])('refuses a list of %o', async (query, field, why) => {
    const { status, json } = await ask('funnel/people', { steps: STEPS, ...query } as Record<string, string>);
    expect([status, json.fields[field]]).toEqual([400, expect.stringContaining(why)]);
  });
});

describe('who comes back', () => {
  const query = { interval: 'day', period: '7days', start: 'session_created', return: 'feature=sessions' };

  it('comes as a file, and lists who is in a cell', async () => {
    const { json } = await ask('retention', query);
    const { text } = await ask('retention', { ...query, format: 'csv' });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ cohort, period, count }) => [cohort, period, count])).toEqual(
      json.cohorts.flatMap(({ day, cells }: { day: string; cells: { count: number }[] }) =>
        cells.map(({ count }, i) => [day, String(i + 1), String(count)]),
      ),
    );
    const cell = { ...query, cohort: '2026-06-17', n: '0' };
    const list = await ask('retention/people', { ...cell, format: 'csv' });
    expect(parse(list.text, { columns: true })).toHaveLength(22);
    expect((await ask('retention/people', { ...cell, who: 'away' })).json.meta.totalRows).toBe(0);
  });

  it.each([
    [{ cohort: '2026-06-01', n: '0' }, 'cohort', 'takes the first day of a period of the range'],
    [{ cohort: 'monday', n: '0' }, 'cohort', 'such as 2026-03-02'],
    [{ cohort: '2026-06-17', n: '9' }, 'n', 'lies ahead'],
    [{ cohort: '2026-06-17' }, 'n', 'is missing'],
    [{ cohort: '2026-06-17', n: '0', interval: 'hour' }, 'interval', 'takes day, week or month'],
  ])('refuses %o', async (more, field, why) => {
    const { status, json } = await ask('retention/people', { ...query, ...more } as Record<string, string>);
    expect([status, json.fields[field]]).toEqual([400, expect.stringContaining(why)]);
  });
});

describe('who comes and goes', () => {
  const query = { interval: 'day', period: '7days', did: 'feature=sessions' };

  it('comes as a file, and lists who is in a number', async () => {
    const { json } = await ask('lifecycle', query);
    const told = json.periods.map(({ day, new: first, dormant }: Record<string, number>) => [
      day,
      first,
      dormant,
    ]);
    expect(told.slice(-4)).toEqual([
      ['2026-06-17', 22, 0],
      ['2026-06-18', 0, 22],
      ['2026-06-19', 0, 0],
      ['2026-06-20', 0, 0],
    ]);
    const rowsOf = async (path: string, asked: Record<string, string>) =>
      parse((await ask(path, { ...asked, format: 'csv' })).text, { columns: true }) as Record<
        string,
        string
      >[];
    const file = await rowsOf('lifecycle', query);
    expect(file.map(({ day, new: first, dormant }) => [day, Number(first), Number(dormant)])).toEqual(told);
    const list = { ...query, day: '2026-06-18', state: 'dormant' };
    const csv = await rowsOf('lifecycle/people', list);
    const { people, meta } = (await ask('lifecycle/people', { ...list, pageSize: '5', page: '2' })).json;
    expect([csv.length, meta.totalRows]).toEqual([22, 22]);
    expect(people.map(({ userId }: { userId: string }) => userId)).toEqual(
      csv.slice(5, 10).map(({ userId }) => userId),
    );
  });

  it('tells a viewer nothing of a period with fewer than five of a kind, and nobody', async () => {
    const some = { ...query, did: 'action=smart_caption_generated&theme=Beta' };
    expect((await ask('lifecycle', some, viewer)).json.periods.at(-4)).toMatchObject({ active: 7, new: 7 });
    const few = { ...query, did: 'session_viewed' };
    await s.t.ingest.writeHistory(
      [anActivity({ userId: 'user-1', action: 'session_viewed', createdAt: NOW - DAY })],
      'test',
    );
    expect((await ask('lifecycle', few)).json.periods.at(-2)).toMatchObject({ new: 1, active: 1 });
    expect((await ask('lifecycle', few, viewer)).json.periods.at(-2)).toMatchObject({
      new: null,
      active: null,
      dormant: null,
    });
    expect(
      (await ask('lifecycle/people', { ...query, day: '2026-06-17', state: 'new' }, viewer)).status,
    ).toBe(403);
  });
});

describe('what comes first', () => {
  // Of 22 who began three days ago none came back. Two days later is over, three days later isn't.
  const query = { period: '7days', groupBy: 'theme', action: STEPS.replaceAll(';', ','), days: '2' };

  it('comes as a file, and lists who is in a number', async () => {
    const { json } = await ask('first-use', query);
    expect(json.total).toEqual({ people: 22, stayed: 0, left: 22, open: 0, stays: 0 });
    // A session tells no theme: who went no further used none.
    const told = json.groups.map(({ key, first }: { key: string; first: { people: number } }) => [
      key,
      first.people,
    ]);
    expect(told).toEqual([
      ['JOI', 12],
      ['Beta', 7],
      ['(none)', 3],
    ]);
    const { text } = await ask('first-use', { ...query, format: 'csv' });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(
      rows.map(({ theme, firstPeople, firstLeft, usedOfLeft }) => [
        theme,
        firstPeople,
        firstLeft,
        usedOfLeft,
      ]),
    ).toEqual(told.map(([key, n]: [string, number]) => [key, String(n), String(n), String(n / 22)]));
    const list = { ...query, group: 'Beta', state: 'left' };
    const csv = await ask('first-use/people', { ...list, format: 'csv' });
    const people = parse(csv.text, { columns: true }) as Record<string, string>[];
    expect(people.map(({ state, first }) => [state, first])).toEqual(Array(7).fill(['left', 'Beta']));
    const page = (await ask('first-use/people', { ...list, pageSize: '3', page: '2' })).json;
    expect([page.meta.totalRows, page.people.map(({ userId }: { userId: string }) => userId)]).toEqual([
      7,
      people.slice(3, 6).map(({ userId }) => userId),
    ]);
    expect((await ask('first-use/people', { ...query, group: '(none)' })).json.meta.totalRows).toBe(3);
  });

  it('counts whoever had no time yet neither as stayed nor as left', async () => {
    const { json } = await ask('first-use', { ...query, days: '3' });
    expect(json.total).toEqual({ people: 22, stayed: 0, left: 0, open: 22, stays: null });
  });

  it('tells a viewer of no few, and nobody', async () => {
    const { json } = await ask('first-use', query, viewer);
    expect(json.total).toMatchObject({ people: 22, left: 22 });
    // Three used none: with the next smallest they are ten.
    expect(
      json.groups.map(({ key, first }: { key: string; first: { people: number } }) => [key, first.people]),
    ).toEqual([
      ['JOI', 12],
      ['Beta', null],
      ['(none)', null],
    ]);
    expect((await ask('first-use/people', query, viewer)).status).toBe(403);
  });
});

describe('how often they come', () => {
  const query = { period: '7days', did: 'session_created' };

  it('comes as a file, and lists who was there on so many days', async () => {
    const { json } = await ask('stickiness', query);
    expect(json.windows).toMatchObject([
      { last: '2026-06-20', people: 22, on: [22, 0, 0, 0, 0, 0, 0], average: 1 },
    ]);
    const { text } = await ask('stickiness', { ...query, format: 'csv' });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(
      rows.map(({ day, daily, weekly, monthly }) => [day, Number(daily), Number(weekly), Number(monthly)]),
    ).toEqual(
      json.days.map(({ day, daily, weekly, monthly }: Record<string, number>) => [
        day,
        daily,
        weekly,
        monthly,
      ]),
    );
    const list = { ...query, last: '2026-06-20', within: '7', on: '1' };
    const csv = await ask('stickiness/people', { ...list, format: 'csv' });
    expect(parse(csv.text, { columns: true })).toHaveLength(22);
    expect((await ask('stickiness/people', { ...list, on: '2' })).json.meta.totalRows).toBe(0);
    expect((await ask('stickiness/people', list, viewer)).status).toBe(403);
  });

  it('tells a viewer of no few', async () => {
    const few = { period: '7days', did: 'action=smart_caption_generated&theme=Gone' };
    await s.t.ingest.writeHistory(
      ['user-1', 'user-2'].map((userId) =>
        anActivity({
          userId,
          action: 'smart_caption_generated',
          details: { theme: 'Gone' },
          createdAt: NOW - DAY,
        }),
      ),
      'test',
    );
    expect((await ask('stickiness', few)).json.days.at(-1)).toMatchObject({ weekly: 2 });
    expect((await ask('stickiness', few, viewer)).json).toMatchObject({
      windows: [{ people: null, average: null }],
      mean: { weekly: 0, share: null },
    });
  });
});

describe('when in the week', () => {
  // Three days ago, a Wednesday, from 9:31 on.
  const query = { period: '7days', did: 'session_created' };
  const cell = (json: { cells: unknown[] }, weekday: number, hour: number) =>
    json.cells[(weekday - 1) * 24 + hour];

  it('comes as a file, and lists who was there in an hour', async () => {
    const { json } = await ask('rhythm', query);
    expect(cell(json, 3, 9)).toEqual({ weekday: 3, hour: 9, hours: 1, activities: 22, people: 22, mean: 22 });
    expect(json.total).toMatchObject({ hours: 6 * 24 + 9.5, activities: 22, people: 22 });
    const { text } = await ask('rhythm', { ...query, format: 'csv' });
    const rows = parse(text, { columns: true, cast: true }) as Record<string, number | ''>[];
    expect(rows.map((row) => ({ ...row, mean: row.mean === '' ? null : row.mean }))).toEqual(json.cells);
    const list = { ...query, weekday: '3', hour: '9' };
    const csv = await ask('rhythm/people', { ...list, format: 'csv' });
    const people = parse(csv.text, { columns: true }) as Record<string, string>[];
    expect([people.length, new Set(people.map(({ activities }) => activities))]).toEqual([
      22,
      new Set(['1']),
    ]);
    expect((await ask('rhythm/people', { ...list, pageSize: '5', page: '2' })).json.people).toMatchObject(
      people.slice(5, 10).map(({ userId }) => ({ userId, activities: 1 })),
    );
  });

  it('follows the clock of a zone, and a segment', async () => {
    const { json } = await ask('rhythm', { ...query, timezone: 'Asia/Tokyo' });
    expect(cell(json, 3, 18)).toMatchObject({ activities: 22, people: 22 });
    expect((await ask('rhythm', { ...query, segment: 'nobody-knows' })).json.fields).toHaveProperty(
      'segment',
    );
  });

  it('tells a viewer of no few, and nobody', async () => {
    const few = { period: '7days', did: 'action=smart_caption_generated&theme=Rare' };
    await s.t.ingest.writeHistory(
      [
        anActivity({
          userId: 'user-1',
          action: 'smart_caption_generated',
          details: { theme: 'Rare' },
          createdAt: NOW - DAY,
        }),
      ],
      'test',
    );
    expect((await ask('rhythm', few)).json.total).toMatchObject({ activities: 1, people: 1 });
    const { json } = await ask('rhythm', few, viewer);
    expect([cell(json, 5, 9), json.total]).toMatchObject([
      { activities: null, people: null, mean: null },
      { activities: null, people: null },
    ]);
    expect((await ask('rhythm/people', { ...query, weekday: '3', hour: '9' }, viewer)).status).toBe(403);
  });

  it('refuses what has no time of day any more, by the name of the range', async () => {
    const { status, json } = await ask('rhythm', { period: '365days', did: 'feature=sessions' });
    expect([status, json.fields.period]).toEqual([
      400,
      expect.stringContaining('asks at what time of the day activities came'),
    ]);
    // Of what was done with media nothing is removed.
    expect((await ask('rhythm', { period: '365days', feature: 'media_gallery' })).status).toBe(200);
  });
});

describe('ways', () => {
  const query = { anchor: 'session_created', within: '1d', steps: '2' };
  const CAPTIONS = 'smart_caption_generated';

  it('come as a file, and list who went one, or no further', async () => {
    const { json } = await ask('paths', query);
    expect(
      json.nodes.map(({ path, count, people, ended, ofBefore }: Record<string, unknown>) => [
        path,
        count,
        people,
        ended,
        ofBefore,
      ]),
    ).toEqual([
      [[], 22, 22, 3, null],
      [[CAPTIONS], 19, 19, 7, 19 / 22],
      [[CAPTIONS, 'session_shared'], 12, 12, 0, 12 / 19],
    ]);
    const { text } = await ask('paths', { ...query, format: 'csv' });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ level, way, count }) => [level, way, count])).toEqual([
      ['0', '', '22'],
      ['1', CAPTIONS, '19'],
      ['2', `${CAPTIONS} > session_shared`, '12'],
    ]);
    const list = await ask('paths/people', { ...query, path: CAPTIONS, who: 'ended', format: 'csv' });
    const people = parse(list.text, { columns: true }) as Record<string, string>[];
    expect(people.map(({ step1, step2, step2At }) => [step1, step2, step2At])).toEqual(
      Array.from({ length: 7 }, () => [CAPTIONS, '', '']),
    );
    expect(
      (await ask('paths/people', { ...query, path: `${CAPTIONS};session_shared` })).json.meta.totalRows,
    ).toBe(12);
  });

  it('tell a viewer no number of one to four people, and none that is the rest of two', async () => {
    const { json } = await ask('paths', query, viewer);
    // Three went no further: without them the others would tell of them.
    expect(json.nodes).toEqual([
      expect.objectContaining({ path: [], count: 22, ended: null, open: null, other: null, others: null }),
    ]);
    expect((await ask('paths', { ...query, count: 'tries' }, viewer)).json.fields).toHaveProperty('count');
    expect((await ask('paths', { ...query, userId: 'user-1' }, viewer)).json.fields).toHaveProperty('userId');
    expect((await ask('paths/people', query, viewer)).status).toBe(403);
  });
});

describe('a viewer', () => {
  it('is told no number of one to four people, and no two whose difference is one', async () => {
    const told = await funnel({ interval: 'day' }, viewer);
    expect(countsOf(told)).toEqual([22, null, 12]);
    expect(told.steps.map(({ lost, open, median }) => [lost, open, median])).toEqual([
      [null, null, null],
      [null, null, null],
      [null, null, null],
    ]);
    expect([told.series, told.steps[1]!.previous]).toEqual([null, null]);
    expect(countsOf(await funnel({ anonymize: 'true' }))).toEqual([22, null, 12]);
    // Of the theme by which they begin: the three of nobody else's would be what is left.
    const grouped = await funnel(
      { steps: 'smart_caption_generated;session_shared', groupBy: 'theme' },
      viewer,
    );
    expect(grouped.groups!.map(({ key, steps }) => [key, steps.map(({ count }) => count)])).toEqual([
      ['JOI', [12, 12]],
      ['Beta', [7, 0]],
    ]);
    const few = await funnel({ steps: 'session_created;smart_caption_generated', groupBy: 'action' }, viewer);
    expect(few.groups).toEqual([]);
  });

  it.each([
    [{ userId: 'user-1' }, 'userId'],
    [{ search: 'user' }, 'search'],
    [{ count: 'tries' }, 'count'],
    [{ groupBy: 'title' }, 'groupBy'],
  ])('is refused %o', async (query, field) => {
    const { status, json } = await ask(
      'funnel',
      { steps: STEPS, ...query } as Record<string, string>,
      viewer,
    );
    expect([status, Object.keys(json.fields)]).toEqual([400, [field]]);
  });

  it('reads no lists', async () => {
    expect((await ask('funnel/people', { steps: STEPS, bar: '1' }, viewer)).status).toBe(403);
    const cell = { cohort: '2026-06-15', n: '0' };
    expect((await ask('retention/people', cell, viewer)).status).toBe(403);
  });

  it('is told of no cell with fewer than five people in it, or outside of it', async () => {
    // By the day on which they began: of the 22 all came again some hours later, but for three.
    const query = { interval: 'day', period: '7days', start: 'session_created', return: 'session_shared' };
    const open = (await ask('retention', query)).json;
    const told = (await ask('retention', query, viewer)).json;
    const cohort = open.cohorts.findIndex(({ size }: { size: number }) => size > 0);
    expect(open.cohorts[cohort]).toMatchObject({ size: 22 });
    for (const [i, { size, cells }] of open.cohorts.entries())
      for (const [n, cell] of cells.entries()) {
        const few = [cell.count, size - cell.count].some((each) => each > 0 && each < 5);
        expect(told.cohorts[i].cells[n]).toEqual(few ? { ...cell, count: null, share: null } : cell);
      }
    expect((await ask('retention', { ...query, userId: 'user-1' }, viewer)).json.fields).toHaveProperty(
      'userId',
    );
  });
});

describe('after retention', () => {
  it('refuses an order that is gone, and says from when on there is one', async () => {
    const { status, json } = await ask('funnel', { steps: STEPS, period: '180days' });
    expect([status, json.fields.period]).toEqual([
      400,
      expect.stringContaining('asks in which order activities came'),
    ]);
    const [, earliest] = /can be served is (\S+Z)/.exec(json.fields.period)!;
    expect(countsOf(await funnel({ startDate: earliest!, endDate: '2026-06-20' }))).toEqual([22, 19, 12]);
  });

  it('answers what nothing was removed of', async () => {
    const told = await funnel({ steps: 'media_uploaded;media_shared', period: '180days' });
    expect(countsOf(told)).toEqual([20, 20]);
    const strict = { steps: 'media_uploaded;media_shared', period: '180days', order: 'strict' };
    expect((await ask('funnel', strict)).status).toBe(400);
  });

  it('leaves out a comparison that has no order, and says why', async () => {
    const { meta, steps } = await funnel({ startDate: '2026-04-20', endDate: '2026-06-20' });
    expect([meta.comparison, steps[0]!.previous]).toEqual([null, null]);
    expect(meta.missing!.comparison).toContain('asks in which order activities came');
  });
});

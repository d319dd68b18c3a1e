import { beforeAll, describe, expect, it } from 'vitest';
import {
  DAY,
  exploredHere,
  isAsRecounted,
  NOW,
  periodFrom,
  periodOf,
  removeLog,
  rowsOfPeople,
  ZONE,
  ZONES,
} from '../../../test/support/explored.ts';
import { reports } from '../../../test/support/reports.ts';
import type { BEGINNER_STATES, Beginners, FirstUse } from '../../contract/index.ts';
import type { BadRequest } from '../errors.ts';
import { INTERNAL, pick, seeded, USERS } from '../testing/history.ts';
import { detailOf, featureOf, type LogRow } from '../testing/recount.ts';

const e = exploredHere(13);

/** Who joined when: one of them after another, over ten weeks. */
const joined = new Map(USERS.map((id, i) => [id, NOW - 70 * DAY + i * 1.7 * DAY + i * 1_234_567]));
beforeAll(async () => {
  for (const [id, at] of joined)
    await e.t.db.pool.query(`update ${e.t.db.s}.users set created_at = $2 where id = $1`, [id, new Date(at)]);
});

type State = (typeof BEGINNER_STATES)[number];
const STATES: State[] = ['stayed', 'left', 'open'];
const FILTERS = [
  {},
  {},
  { feature: 'babecock_studio' },
  { theme: 'JOI' },
  { action: 'smart_caption_generated' },
];

function randomQuestion(random: () => number, zones: readonly string[]) {
  const from = NOW - (3 + random() * 72) * DAY;
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    startDate: date(from),
    endDate: date(Math.min(NOW, from + random() * 40 * DAY)),
    timezone: pick(random, zones),
    excludeInternal: random() < 0.7,
    groupBy: pick(random, ['feature', 'action', 'theme', 'layout']),
    begin: pick(random, ['activity', 'joined']),
    days: pick(random, [1, 3, 7, 20]),
    ...pick(random, FILTERS),
  };
}
type Asked = ReturnType<typeof randomQuestion> & {
  readonly feature?: string;
  readonly theme?: string;
  readonly action?: string;
};

/** What the catalogue says is on the way in. */
const ENTRIES = ['account'];
const keyOf = (row: LogRow, by: string): string | null =>
  ENTRIES.includes(featureOf(row))
    ? null
    : by === 'feature'
      ? featureOf(row)
      : by === 'action'
        ? row.action
        : (detailOf(row, by as 'theme') ?? null);

/** Who began in the range, and what became of them. */
function recount(q: Asked) {
  const rows = rowsOfPeople(e.raw, q.excludeInternal, []).filter(
    (row) =>
      (q.feature === undefined || featureOf(row) === q.feature) &&
      (q.action === undefined || row.action === q.action) &&
      (q.theme === undefined || detailOf(row, 'theme') === q.theme),
  );
  const dayOf = (at: number) => periodOf(at, 'day', q.timezone);
  const [first, last] = [periodFrom(q.startDate, 'day'), periodFrom(q.endDate, 'day')];
  return USERS.filter((id) => !q.excludeInternal || !INTERNAL.includes(id)).flatMap((userId) => {
    const own = rows.filter((row) => row.userId === userId);
    const began = q.begin === 'joined' ? joined.get(userId)! : Math.min(...own.map(({ at }) => at));
    if (!Number.isFinite(began) || dayOf(began) < first || dayOf(began) > last) return [];
    const until = dayOf(began) + q.days;
    const used = own
      .filter(({ at }) => dayOf(at) >= dayOf(began) && dayOf(at) < until)
      .flatMap((row) => {
        const key = keyOf(row, q.groupBy);
        return key === null ? [] : [{ key, at: row.at }];
      })
      .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
    const back = own.some(({ at }) => dayOf(at) >= until);
    const state: State = until >= dayOf(NOW) ? 'open' : back ? 'stayed' : 'left';
    return [{ userId, began, state, first: used[0] ?? null, used: new Set(used.map(({ key }) => key)) }];
  });
}
type Beginner = ReturnType<typeof recount>[number];

const isIn = (use: 'first' | 'used', key: string) => (each: Beginner) =>
  key === '(none)' ? each.first === null : use === 'first' ? each.first?.key === key : each.used.has(key);
const counted = (some: readonly Beginner[]) => ({
  people: some.length,
  ...Object.fromEntries(STATES.map((state) => [state, some.filter((each) => each.state === state).length])),
});

async function expectAsRecounted(asked: Asked, random: () => number): Promise<number> {
  const { groups, total } = await reports.firstUse(e.ctx, asked as never);
  const people = recount(asked);
  expect([asked, total]).toMatchObject([asked, counted(people)]);
  const keys = [...new Set(people.flatMap(({ used }) => [...used]))];
  const some = [...keys, ...(people.some(({ first }) => first === null) ? ['(none)'] : [])].sort();
  expect([asked, groups.map(({ key }) => key).sort()]).toEqual([asked, some]);
  expect([asked, groups]).toMatchObject([
    asked,
    groups.map(({ key }) => ({
      first: counted(people.filter(isIn('first', key))),
      used: counted(people.filter(isIn('used', key))),
    })),
  ]);
  for (const { first, used } of groups) {
    const over = first.stayed! + first.left!;
    expect(first).toMatchObject({
      share: first.people! / total.people!,
      stays: over === 0 ? null : first.stayed! / over,
    });
    expect(used).toMatchObject({
      ofStayed: total.stayed === 0 ? null : used.stayed! / total.stayed!,
      ofLeft: total.left === 0 ? null : used.left! / total.left!,
    });
  }
  const [group, use, state] = [
    pick(random, [undefined, ...some]),
    pick(random, ['first', 'used'] as const),
    pick(random, [undefined, ...STATES]),
  ];
  const list = await reports.firstUsePeople(e.ctx, {
    ...asked,
    use,
    ...(group !== undefined && { group }),
    ...(state && { state }),
    pageSize: 500,
  } as never);
  const wanted = people
    .filter((each) => group === undefined || isIn(use, group)(each))
    .filter((each) => state === undefined || each.state === state);
  expect([asked, group, use, state, list.people]).toMatchObject([
    asked,
    group,
    use,
    state,
    wanted
      .sort((a, b) => b.began - a.began)
      .map(({ userId, began, state, first }) => ({
        userId,
        began: new Date(began).toISOString(),
        state,
        first: first?.key ?? null,
        firstAt: first && new Date(first.at).toISOString(),
      })),
  ]);
  return people.length;
}

describe('what people use first', () => {
  isAsRecounted((random) => expectAsRecounted(randomQuestion(random, ZONES), random));

  it('adds up: each who began has one first, or none', async () => {
    const { groups, total } = await reports.firstUse(e.ctx, {
      period: '80days',
      begin: 'joined',
      groupBy: 'theme',
    });
    for (const of of ['people', ...STATES] as const)
      expect(groups.reduce((sum, { first }) => sum + first[of]!, 0)).toBe(total[of]);
    expect(groups.at(-1)!.key).toBe('(none)');
    expect(total.open).toBeGreaterThan(0);
  });

  it('tells no number of one to four people where nobody may be told of, nor one that the rest would give away', async () => {
    let [hidden, shown] = [0, 0];
    const few = (n: number) => n > 0 && n < 5;
    const each = (beginners: Beginners) => STATES.map((state) => beginners[state]);
    for (const groupBy of ['feature', 'action', 'theme', 'layout'] as const)
      for (const endDate of ['2026-02-10', '2026-03-02', '2026-03-20']) {
        const query = { startDate: '2026-01-05', endDate, groupBy, begin: 'joined', days: 3 } as const;
        const open = await reports.firstUse(e.ctx, query);
        const told = await reports.firstUse(e.ctx, { ...query, anonymize: true });
        const parts = (of: FirstUse) => [of.total, ...of.groups.flatMap(({ first, used }) => [first, used])];
        expect(parts(told).some((part) => each(part).some((n) => n !== null && few(n)))).toBe(false);
        if (told.total.people === null) {
          expect(parts(told).every(({ people }) => people === null)).toBe(true);
          hidden++;
          continue;
        }
        shown += told.groups.filter(({ first }) => first.people !== null).length;
        for (const state of STATES) {
          const rest = open.groups
            .filter((_, i) => told.groups[i]!.first.people === null)
            .reduce((sum, { first }) => sum + first[state]!, 0);
          expect([query, state, few(rest)]).toEqual([query, state, false]);
          for (const { first, used, key } of told.groups) {
            if (used.people === null) continue;
            expect(few(told.total[state]! - used[state]!)).toBe(false);
            if (first.people !== null) expect(few(used[state]! - first[state]!)).toBe(false);
            else expect(key).not.toBe('(none)');
          }
        }
      }
    expect([hidden > 0, shown > 0]).toEqual([true, true]);
  });

  it.each([
    [{ period: '400days' }, 'period', 'more than 366 days'],
    [{ groupBy: 'user' }, 'groupBy', 'takes feature, action, theme'],
    [{ begin: 'first' }, 'begin', 'takes activity or joined'],
    [{ days: 91 }, 'days', 'from 1 to 90'],
    [{ anonymize: true, search: 'user' }, 'search', 'would tell who'],
  ])('refuses %o', async (query, field, why) => {
    const refused = reports.firstUse(e.ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  it('refuses a list of a group that is not there', async () => {
    await expect(reports.firstUsePeople(e.ctx, { period: '30days', group: 'flying' })).rejects.toMatchObject({
      fields: { group: expect.stringContaining('there is no flying') },
    });
  });

  // The last one: it removes what the others are about.
  it('refuses what retention has left without an order, and tells the rest by all of what is kept', async () => {
    await removeLog(e);
    const query = { startDate: '2026-02-02', endDate: '2026-03-19', timezone: ZONE };
    const refused = (await reports.firstUse(e.ctx, query).catch((error: unknown) => error)) as BadRequest;
    const { startDate } = refused.fields;
    expect(startDate).toContain('asks in which order activities came');
    const [, until] = /earliest instant that can be served is (\S+Z)/.exec(startDate!)!;
    const from = new Date(periodOf(Date.parse(until!) + DAY - 1, 'day', ZONE) * DAY)
      .toISOString()
      .slice(0, 10);
    const random = seeded(3);
    // Whoever was there long ago, of which days alone are kept, is not new.
    for (const begin of ['activity', 'joined'])
      for (const filter of FILTERS)
        await expectAsRecounted(
          {
            startDate: from,
            endDate: '2026-03-19',
            timezone: ZONE,
            excludeInternal: true,
            groupBy: 'feature',
            begin,
            days: 3,
            ...filter,
          },
          random,
        );
  });
});

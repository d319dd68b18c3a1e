import { describe, expect, it } from 'vitest';
import {
  exploredHere,
  isAsRecounted,
  NOW,
  periodFrom,
  periodOf,
  randomDid,
  removeLog,
  rowsOfPeople,
  ZONE,
  ZONES,
} from '../../../test/support/explored.ts';
import { reports } from '../../../test/support/reports.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import type { Stickiness } from '../../contract/index.ts';
import { isStep, type PlainStep } from '../testing/funnel-recount.ts';
import { pick, seeded } from '../testing/history.ts';

const e = exploredHere(9);

interface Asked {
  readonly query: Record<string, string | number | boolean>;
  readonly zone: string;
  readonly did: PlainStep;
}

function randomQuestion(random: () => number, zones: readonly string[]): Asked {
  const asked = randomDid(random, zones);
  return { ...asked, query: { ...asked.query, of: pick(random, ['7', '28']) } };
}

/** By user: on how many of the days from one to another, both counted since 1970, they did it. */
function recount({ query, zone, did }: Asked, feature?: string) {
  const rows = rowsOfPeople(e.raw, Boolean(query.excludeInternal), [did.action])
    .filter((row) => isStep(row, did))
    .filter(({ action }) => feature === undefined || catalogue.actions[action].feature === feature);
  const days = new Map<string, Set<number>>();
  for (const { userId, at } of rows)
    days.set(userId, (days.get(userId) ?? new Set()).add(periodOf(at, 'day', zone)));
  return (first: number, last: number): Map<string, number> => {
    const own = [...days].map(
      ([userId, there]) => [userId, [...there].filter((day) => day >= first && day <= last).length] as const,
    );
    return new Map(own.filter(([, n]) => n > 0));
  };
}

const spread = (on: ReadonlyMap<string, number>, of: number) => ({
  people: on.size,
  on: Array.from({ length: of }, (_, i) => [...on.values()].filter((n) => n === i + 1).length),
});

async function expectAsRecounted(asked: Asked, random: () => number): Promise<number> {
  const { query, zone } = asked;
  const told = await reports.stickiness(e.ctx, query as never);
  const who = recount(asked);
  const of = Number(query.of);
  const first = periodFrom(String(query.startDate), 'day');
  const now = periodOf(NOW, 'day', zone);
  const last = Math.min(now, periodFrom(String(query.endDate), 'day'));
  expect([query, told.days.map(({ day }) => periodFrom(day, 'day'))]).toEqual([
    query,
    Array.from({ length: last - first + 1 }, (_, i) => first + i),
  ]);
  expect([query, told.days]).toMatchObject([
    query,
    told.days.map(({ day }) => {
      const n = periodFrom(day, 'day');
      return {
        daily: who(n, n).size,
        weekly: who(n - 6, n).size,
        monthly: who(n - 27, n).size,
        unfinished: n === now,
      };
    }),
  ]);
  const windows = Math.max(1, Math.floor((last - first + 1) / of));
  expect([query, told.windows]).toMatchObject([
    query,
    Array.from({ length: windows }, (_, i) => {
      const end = last - (windows - 1 - i) * of;
      return { ...spread(who(end - of + 1, end), of), unfinished: end === now };
    }),
  ]);
  expect([
    query,
    told.windows.map((each) => [periodFrom(each.first, 'day'), periodFrom(each.last, 'day')]),
  ]).toEqual([
    query,
    Array.from({ length: windows }, (_, i) => last - (windows - 1 - i) * of).map((end) => [
      end - of + 1,
      end,
    ]),
  ]);
  const features = Object.keys(catalogue.features)
    .map((feature) => ({ feature, ...spread(recount(asked, feature)(last - of + 1, last), of) }))
    .filter(({ people }) => people > 0);
  const plain = query.did === undefined;
  const byName = (a: { feature: string }, b: { feature: string }) => (a.feature < b.feature ? -1 : 1);
  expect([
    query,
    told.features.map(({ feature, people, on }) => ({ feature, people, on })).sort(byName),
  ]).toEqual([query, plain ? features.sort(byName) : []]);
  const { day } = pick(random, told.days);
  const within = pick(random, [1, 7, 28]);
  const on = random() < 0.5 ? undefined : 1 + Math.floor(random() * within);
  const list = await reports.stickinessPeople(e.ctx, {
    ...query,
    of: undefined,
    last: day,
    within,
    ...(on !== undefined && { on }),
    pageSize: 500,
  } as never);
  const n = periodFrom(day, 'day');
  expect([query, day, within, on, list.people.map(({ userId }) => userId).sort()]).toEqual([
    query,
    day,
    within,
    on,
    [...who(n - within + 1, n)]
      .filter(([, days]) => on === undefined || days === on)
      .map(([userId]) => userId)
      .sort(),
  ]);
  return told.days.reduce((sum, { monthly }) => sum + monthly!, 0);
}

describe('on how many days people are active', () => {
  isAsRecounted((random) => expectAsRecounted(randomQuestion(random, ZONES), random));

  it('means what is over: averages and the part of a month that is there on a day', async () => {
    const { days, mean, windows } = await reports.stickiness(e.ctx, { period: '30days' });
    const over = days.slice(0, -1);
    const sum = (of: 'daily' | 'weekly' | 'monthly') => over.reduce((sum, day) => sum + day[of]!, 0);
    expect(mean).toEqual({
      daily: sum('daily') / 29,
      weekly: sum('weekly') / 29,
      monthly: sum('monthly') / 29,
      share: sum('daily') / sum('monthly'),
    });
    const { people, on, average } = windows[0]!;
    expect(average).toBe(on.reduce<number>((sum, n, i) => sum + n! * (i + 1), 0) / people!);
  });

  it('tells of no one to four people, and of no two numbers between which there are so few', async () => {
    const few = (n: number) => n > 0 && n < 5;
    let hidden = 0;
    for (const of of ['7', '28'] as const) {
      const query = { startDate: '2026-01-20', endDate: '2026-03-10', of } as const;
      const open = await reports.stickiness(e.ctx, query);
      const told = await reports.stickiness(e.ctx, { ...query, anonymize: true });
      const numbers = told.days.flatMap(({ daily, weekly, monthly }, i) => [
        { n: daily, first: i, last: i },
        { n: weekly, first: i - 6, last: i },
        { n: monthly, first: i - 27, last: i },
      ]);
      hidden += numbers.filter(({ n }) => n === null).length;
      const shown = [
        ...numbers,
        ...told.windows.map(({ people, last }) => {
          const end = told.days.findIndex(({ day }) => day === last);
          return { n: people, first: end - Number(of) + 1, last: end };
        }),
      ].filter(({ n }) => n !== null);
      expect(shown.length).toBeGreaterThan(0);
      for (const part of shown) {
        expect(few(part.n!)).toBe(false);
        for (const whole of shown)
          if (whole.first <= part.first && whole.last >= part.last)
            expect([part, whole, few(whole.n! - part.n!)]).toEqual([part, whole, false]);
      }
      const parts = (each: Stickiness) => [...each.windows, ...each.features].flatMap(({ on }) => on);
      expect(parts(told).some((n) => n !== null && few(n))).toBe(false);
      expect(parts(open).some((n) => few(n!))).toBe(true);
    }
    expect(hidden).toBeGreaterThan(0);
  });

  it.each([
    [{ startDate: '2024-01-01', endDate: '2026-03-01' }, 'startDate', 'more than 366 days'],
    [{ of: '30' }, 'of', 'takes 7 or 28'],
    [{ did: 'flown' }, 'did', 'which is unknown'],
    [{ anonymize: true, search: 'user' }, 'search', 'would tell who'],
  ])('refuses %o', async (query, field, why) => {
    const refused = reports.stickiness(e.ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  it.each([
    [{ last: '2026-03-21' }, 'last', 'a day of the range that has begun'],
    [{ last: '2026-03-10', within: '7', on: 8 }, 'on', 'takes 1 to 7'],
  ])('refuses a list of %o', async (query, field, why) => {
    const refused = reports.stickinessPeople(e.ctx, { period: '30days', ...query } as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  // The last one: it removes what the others are about.
  it('tells the same by days of the configured zone once the log is gone, and refuses those of another', async () => {
    await removeLog(e);
    const random = seeded(3);
    for (let i = 0; i < 10; i++) await expectAsRecounted(randomQuestion(random, [ZONE]), random);
    await expect(
      reports.stickiness(e.ctx, {
        startDate: '2026-02-02',
        endDate: '2026-02-20',
        timezone: 'Asia/Kathmandu',
      }),
    ).rejects.toMatchObject({
      fields: { timezone: expect.stringContaining('the earliest instant that can be served is') },
    });
  });
});

import { describe, expect, it } from 'vitest';
import {
  RUNS as ALL_RUNS,
  exploredHere,
  NOW,
  periodFrom,
  periodOf,
  randomCondition,
  randomDays,
  removeLog,
  rowsOfPeople,
  SEED,
  type Unit,
  ZONE,
  ZONES,
} from '../../../test/support/explored.ts';
import { reports } from '../../../test/support/reports.ts';
import { isStep, type PlainStep, stepText } from '../testing/funnel-recount.ts';
import { pick, seeded } from '../testing/history.ts';

const RUNS = Math.ceil(ALL_RUNS / 2);

const e = exploredHere(5);

interface Asked {
  readonly query: Record<string, string | number | boolean>;
  readonly unit: Unit;
  readonly zone: string;
  readonly start: PlainStep;
  readonly back: PlainStep;
}

function randomQuestion(random: () => number, zones: readonly string[]): Asked {
  const unit = pick(random, ['day', 'week', 'week', 'month'] as const);
  const days = randomDays(random, zones);
  const [start, back] = [randomCondition(random), randomCondition(random)];
  return {
    unit,
    zone: days.timezone,
    start,
    back,
    query: {
      ...days,
      interval: unit,
      begin: pick(random, ['first', 'any']),
      mode: pick(random, ['on', 'by']),
      periods: pick(random, [1, 4, 9]),
      ...(stepText(start) && { start: stepText(start) }),
      ...(stepText(back) && { return: stepText(back) }),
    },
  };
}

/** By cohort and period: who came back. */
function recount(asked: Asked) {
  const { start, back, query } = asked;
  const log = rowsOfPeople(e.raw, Boolean(query.excludeInternal), [start.action, back.action]);
  const people = [...new Set(log.map(({ userId }) => userId))].map((userId) => {
    const own = log.filter((row) => row.userId === userId);
    const periods = (step: PlainStep) =>
      [
        ...new Set(
          own.filter((row) => isStep(row, step)).map(({ at }) => periodOf(at, asked.unit, asked.zone)),
        ),
      ].sort((a, b) => a - b);
    const began = periods(start);
    return { userId, began: query.begin === 'first' ? began.slice(0, 1) : began, came: periods(back) };
  });
  return (day: string, n: number): string[] => {
    const cohort = periodFrom(day, asked.unit);
    return people
      .filter(({ began }) => began.includes(cohort))
      .filter(
        ({ came }) =>
          n === 0 ||
          came.some((period) =>
            query.mode === 'by' ? period > cohort && period <= cohort + n : period === cohort + n,
          ),
      )
      .map(({ userId }) => userId);
  };
}

async function expectAsRecounted(asked: Asked, random: () => number): Promise<number> {
  const { query } = asked;
  const told = await reports.cohorts(e.ctx, query as never);
  const who = recount(asked);
  expect([
    query,
    told.cohorts.map(({ day, size, cells }) => [day, size, cells.map(({ count }) => count)]),
  ]).toEqual([
    query,
    told.cohorts.map(({ day, cells }) => [
      day,
      who(day, 0).length,
      cells.map((_, i) => who(day, i + 1).length),
    ]),
  ]);
  for (const { day, cells } of told.cohorts) {
    const now = periodOf(NOW, asked.unit, asked.zone);
    // A cell for each period that has begun; the one that is under way says so.
    expect([query, day, cells.length]).toEqual([
      query,
      day,
      Math.min(Number(query.periods), now - periodFrom(day, asked.unit)),
    ]);
    expect(cells.map(({ unfinished }) => unfinished)).toEqual(
      cells.map((_, i) => periodFrom(day, asked.unit) + i + 1 === now),
    );
  }
  const { day, cells } = pick(random, told.cohorts);
  const n = Math.floor(random() * (cells.length + 1));
  const away = n > 0 && random() < 0.5;
  const list = await reports.cohortPeople(e.ctx, {
    ...query,
    cohort: day,
    n,
    who: away ? 'away' : 'came',
    pageSize: 500,
  } as never);
  const came = who(day, n);
  const wanted = away ? who(day, 0).filter((each) => !came.includes(each)) : came;
  expect([query, day, n, list.people.map(({ userId }) => userId).sort()]).toEqual([
    query,
    day,
    n,
    wanted.sort(),
  ]);
  expect(list.meta.totalRows).toBe(wanted.length);
  return told.cohorts.reduce((sum, { cells }) => sum + cells.reduce((all, { count }) => all + count!, 0), 0);
}

describe('who comes back', () => {
  it(
    `is what the rows of the log tell one by one (${RUNS} random questions)`,
    async () => {
      const random = seeded(SEED);
      let came = 0;
      for (let i = 0; i < RUNS; i++) came += await expectAsRecounted(randomQuestion(random, ZONES), random);
      expect(came).toBeGreaterThan(RUNS);
    },
    90_000 + RUNS * 200,
  );

  it('counts in the curve what is over alone', async () => {
    const { cohorts, curve } = await reports.cohorts(e.ctx, {
      period: '30days',
      interval: 'week',
      periods: 3,
    });
    for (const { n, came, of } of curve) {
      const over = cohorts.filter(({ cells }) => cells[n - 1]?.unfinished === false);
      expect([n, came, of]).toEqual([
        n,
        over.reduce((sum, { cells }) => sum + cells[n - 1]!.count!, 0),
        over.reduce((sum, { size }) => sum + size!, 0),
      ]);
    }
    expect(cohorts.at(-2)!.cells.at(-1)!.unfinished).toBe(true);
  });

  it.each([
    [{ interval: 'day', period: '365days' }, 'interval', '92 periods'],
    [{ start: 'flown' }, 'start', 'which is unknown'],
    [{ return: 'theme=' }, 'return', 'without a value'],
    [{ periods: 105 }, 'periods', 'from 1 to 104'],
  ])('refuses %o', async (query, field, why) => {
    const refused = reports.cohorts(e.ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  // The last one: it removes what the others are about.
  it('tells the same by days of the configured zone once the log is gone, and refuses those of another', async () => {
    await removeLog(e);
    const random = seeded(3);
    for (let i = 0; i < 10; i++) await expectAsRecounted(randomQuestion(random, [ZONE]), random);
    const asked = { startDate: '2026-02-02', endDate: '2026-02-20', timezone: 'Asia/Kathmandu' };
    await expect(reports.cohorts(e.ctx, asked)).rejects.toMatchObject({
      fields: { timezone: expect.stringContaining('the earliest instant that can be served is') },
    });
  });
});

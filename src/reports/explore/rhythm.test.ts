import { describe, expect, it } from 'vitest';
import {
  exploredHere,
  NOW,
  periodFrom,
  RUNS,
  randomDid,
  removeLog,
  rowsOfPeople,
  SEED,
  ZONE,
  ZONES,
} from '../../../test/support/explored.ts';
import { reports } from '../../../test/support/reports.ts';
import type { Rhythm } from '../../contract/index.ts';
import type { BadRequest } from '../errors.ts';
import { isStep, type PlainStep } from '../testing/funnel-recount.ts';
import { pick, seeded } from '../testing/history.ts';
import type { LogRow } from '../testing/recount.ts';

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Its clock is half an hour further in its summer, which lasts until April. */
const LORD_HOWE = 'Australia/Lord_Howe';

const e = exploredHere(11);

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a zone shows: date, weekday from 1, hour. */
function clock(at: number, zone: string) {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    cell: WEEKDAYS.indexOf(part.weekday!) * 24 + Number(part.hour),
  };
}

interface Asked {
  readonly query: Record<string, string | number | boolean>;
  readonly zone: string;
  readonly did: PlainStep;
}

/** The rows of each hour of the week. */
function recount({ query, zone, did }: Asked): (cell: number) => LogRow[] {
  const rows = rowsOfPeople(e.raw, Boolean(query.excludeInternal), [did.action]).filter((row) => {
    const { day } = clock(row.at, zone);
    return isStep(row, did) && day >= String(query.startDate) && day <= String(query.endDate);
  });
  const cells = new Map<number, LogRow[]>();
  for (const row of rows) {
    const { cell } = clock(row.at, zone);
    cells.set(cell, [...(cells.get(cell) ?? []), row]);
  }
  return (cell) => cells.get(cell) ?? [];
}

/** Looks at the clock in every quarter of an hour: how often the range has an hour, as far as it has gone by. */
function hoursBy({ query, zone }: Asked): number[] {
  const hours = WEEKDAYS.flatMap(() => Array(24).fill(0) as number[]);
  const day = periodFrom(String(query.startDate), 'day') - 1;
  for (let at = day * 24 * HOUR; at < NOW; at += QUARTER) {
    const shown = clock(at, zone);
    if (shown.day < String(query.startDate) || shown.day > String(query.endDate)) continue;
    hours[shown.cell]! += Math.min(QUARTER, NOW - at) / HOUR;
  }
  return hours;
}

const people = (rows: readonly LogRow[]) => [...new Set(rows.map(({ userId }) => userId))].sort();

async function expectAsRecounted(asked: Asked, random: () => number): Promise<number> {
  const { query } = asked;
  const { cells, total } = await reports.rhythm(e.ctx, query as never);
  const rowsOf = recount(asked);
  const hours = hoursBy(asked);
  const all = hours.flatMap((_, cell) => rowsOf(cell));
  expect([query, cells]).toEqual([
    query,
    hours.map((n, cell) => ({
      weekday: Math.floor(cell / 24) + 1,
      hour: cell % 24,
      hours: expect.closeTo(n, 6),
      activities: rowsOf(cell).length,
      people: people(rowsOf(cell)).length,
      mean: n === 0 ? null : expect.closeTo(rowsOf(cell).length / n, 6),
    })),
  ]);
  expect([query, total]).toMatchObject([query, { activities: all.length, people: people(all).length }]);
  const told = cells.filter(({ activities }) => activities! > 0);
  const { weekday, hour } = pick(random, told.length > 0 ? told : cells);
  const list = await reports.rhythmPeople(e.ctx, { ...query, weekday, hour, pageSize: 500 } as never);
  const own = rowsOf((weekday - 1) * 24 + hour);
  expect([
    query,
    weekday,
    hour,
    list.people.map(({ userId, activities }) => [userId, activities]).sort(),
  ]).toEqual([
    query,
    weekday,
    hour,
    people(own).map((id) => [id, own.filter(({ userId }) => userId === id).length]),
  ]);
  expect(list.people.map(({ activities }) => activities)).toEqual(
    list.people.map(({ activities }) => activities).toSorted((a, b) => b - a),
  );
  return all.length;
}

describe('when in the week something is done', () => {
  it(
    `is what the rows of the log tell one by one (${RUNS} random questions)`,
    async () => {
      const random = seeded(SEED);
      let told = 0;
      for (let i = 0; i < RUNS; i++)
        told += await expectAsRecounted(randomDid(random, [...ZONES, LORD_HOWE]), random);
      expect(told).toBeGreaterThan(RUNS);
    },
    90_000 + RUNS * 1_500,
  );

  it('has an hour that the clock skips not at all, and one that it shows twice twice', async () => {
    const hours = async (query: object, weekday: number, hour: number) => {
      const { cells, total } = await reports.rhythm(e.ctx, query as never);
      return [cells[(weekday - 1) * 24 + hour]!.hours, total.hours];
    };
    // New York's clocks went from 2 to 3 on 8 March 2026, and from 2 to 1 on 2 November 2025: both a Sunday.
    expect(await hours({ startDate: '2026-03-08', endDate: '2026-03-08' }, 7, 2)).toEqual([0, 23]);
    expect(await hours({ startDate: '2025-11-02', endDate: '2025-11-02' }, 7, 1)).toEqual([2, 25]);
    // Lord Howe's went on by half an hour at 2 on 5 October 2025.
    const lordHowe = { startDate: '2025-10-05', endDate: '2025-10-05', timezone: LORD_HOWE };
    expect(await hours(lordHowe, 7, 2)).toEqual([0.5, 23.5]);
  });

  it('tells hours as far as they have gone by, and none of what lies ahead', async () => {
    // It is a Friday, 11:37:11.123 there.
    const { cells, total } = await reports.rhythm(e.ctx, { period: 'today' });
    const gone = 37 / 60 + 11.123 / 3_600;
    const friday = cells.slice(4 * 24, 5 * 24).map(({ hours }) => hours);
    expect(friday).toEqual(
      Array.from({ length: 24 }, (_, hour) => (hour < 11 ? 1 : hour === 11 ? expect.closeTo(gone, 9) : 0)),
    );
    expect(total.hours).toBeCloseTo(11 + gone, 9);
    expect(cells[4 * 24 + 12]).toMatchObject({ activities: 0, mean: null });
  });

  it('tells no number of one to four people where nobody may be told of, nor one that the rest would give away', async () => {
    let [hidden, shown] = [0, 0];
    const few = (n: number) => n > 0 && n < 5;
    for (const did of [undefined, 'feature=babecock_studio']) {
      const query = { period: '60days', timezone: 'UTC', ...(did && { did }) } as const;
      const open = await reports.rhythm(e.ctx, query);
      const told = await reports.rhythm(e.ctx, { ...query, anonymize: true });
      const all = open.total.people!;
      const nulls = told.cells.flatMap(({ people }, i) => (people === null ? [i] : []));
      const within: Rhythm['cells'] = nulls.map((i) => open.cells[i]!);
      const who = new Set<string>();
      for (const { weekday, hour } of within) {
        const list = await reports.rhythmPeople(e.ctx, { ...query, weekday, hour, pageSize: 500 });
        for (const { userId } of list.people) who.add(userId);
      }
      expect(few(who.size)).toBe(false);
      for (const [i, cell] of told.cells.entries()) {
        const { people: n } = open.cells[i]!;
        if (few(n!) || few(all - n!))
          expect(cell).toMatchObject({ activities: null, people: null, mean: null });
        else if (!nulls.includes(i)) expect(cell).toEqual(open.cells[i]);
      }
      hidden += nulls.length;
      shown += told.cells.filter(({ people }) => people! > 0).length;
    }
    expect([hidden > 0, shown > 0]).toEqual([true, true]);
  });

  it.each([
    [{ did: 'flown' }, 'did', 'which is unknown'],
    [{ anonymize: true, userId: 'user-1' }, 'userId', 'would tell who'],
    [{ anonymize: true, segment: 'slipping' }, 'segment', 'nobody may be told of'],
  ])('refuses %o', async (query, field, why) => {
    const refused = reports.rhythm(e.ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  it.each([
    [{ weekday: '8', hour: 1 }, 'weekday', 'from 1 to 7'],
    [{ weekday: 1, hour: '24' }, 'hour', 'from 0 to 23'],
  ])('refuses a list of %o', async (query, field, why) => {
    const refused = reports.rhythmPeople(e.ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  // The last one: it removes what the others are about.
  it('refuses what retention has left without a time of day, says from when on it can be told, and tells that', async () => {
    await removeLog(e);
    const query = { startDate: '2026-02-02', endDate: '2026-03-19', timezone: ZONE };
    const refused = (await reports.rhythm(e.ctx, query).catch((error: unknown) => error)) as BadRequest;
    const { startDate } = refused.fields;
    expect(startDate).toContain('asks at what time of the day activities came');
    const [, until] = /earliest instant that can be served is (\S+Z)/.exec(startDate!)!;
    const from = clock(Date.parse(until!) + 24 * HOUR - 1, ZONE).day;
    const random = seeded(3);
    const rest = { startDate: from, endDate: '2026-03-19', timezone: ZONE, excludeInternal: true };
    expect(await expectAsRecounted({ query: rest, zone: ZONE, did: {} }, random)).toBeGreaterThan(0);
  });
});

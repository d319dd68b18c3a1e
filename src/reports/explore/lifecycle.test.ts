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
  type Unit,
  ZONE,
  ZONES,
} from '../../../test/support/explored.ts';
import { reports } from '../../../test/support/reports.ts';
import type { LifecycleState } from '../../contract/index.ts';
import { isStep, type PlainStep } from '../testing/funnel-recount.ts';
import { pick, seeded } from '../testing/history.ts';

const STATES: LifecycleState[] = ['new', 'returning', 'resurrected', 'dormant'];

const e = exploredHere(7);

interface Asked {
  readonly query: Record<string, string | number | boolean>;
  readonly unit: Unit;
  readonly zone: string;
  readonly did: PlainStep;
}

function randomQuestion(random: () => number, zones: readonly string[]): Asked {
  const asked = randomDid(random, zones);
  const unit = pick(random, ['day', 'week', 'week', 'month'] as const);
  return { ...asked, unit, query: { ...asked.query, interval: unit } };
}

/** By period and state: who is in it. */
function recount({ query, unit, zone, did }: Asked) {
  const rows = rowsOfPeople(e.raw, Boolean(query.excludeInternal), [did.action]).filter((row) =>
    isStep(row, did),
  );
  const periods = new Map<string, Set<number>>();
  for (const { userId, at } of rows)
    periods.set(userId, (periods.get(userId) ?? new Set()).add(periodOf(at, unit, zone)));
  return (period: number, state: LifecycleState): string[] =>
    [...periods]
      .filter(([, there]) => {
        const [is, was] = [there.has(period), there.has(period - 1)];
        if (state === 'dormant') return was && !is;
        if (state === 'returning') return was && is;
        const ever = [...there].some((each) => each < period);
        return is && !was && ever === (state === 'resurrected');
      })
      .map(([userId]) => userId)
      .sort();
}

async function expectAsRecounted(asked: Asked, random: () => number): Promise<number> {
  const { query, unit, zone } = asked;
  const { periods } = await reports.lifecycle(e.ctx, query as never);
  const who = recount(asked);
  const now = periodOf(NOW, unit, zone);
  expect([query, periods]).toMatchObject([
    query,
    periods.map(({ day }) => {
      const of = (state: LifecycleState) => who(periodFrom(day, unit), state).length;
      return {
        active: of('new') + of('returning') + of('resurrected'),
        ...Object.fromEntries(STATES.map((state) => [state, of(state)])),
        unfinished: periodFrom(day, unit) === now,
      };
    }),
  ]);
  // Whole periods, from that of the first day to that of the last or of now.
  const first = periodFrom(String(query.startDate), unit);
  const last = Math.min(now, periodFrom(String(query.endDate), unit));
  expect(periods.map(({ day }) => periodFrom(day, unit))).toEqual(
    Array.from({ length: last - first + 1 }, (_, i) => first + i),
  );
  const { day } = pick(random, periods);
  const state = pick(random, STATES);
  const list = await reports.lifecyclePeople(e.ctx, { ...query, day, state, pageSize: 500 } as never);
  expect([query, day, state, list.people.map(({ userId }) => userId).sort()]).toEqual([
    query,
    day,
    state,
    who(periodFrom(day, unit), state),
  ]);
  return periods.reduce((sum, { active, dormant }) => sum + active! + dormant!, 0);
}

describe('who is new, comes again, is back or stays away', () => {
  isAsRecounted((random) => expectAsRecounted(randomQuestion(random, ZONES), random));

  it('adds up from period to period: who was there is there again or dormant', async () => {
    const { periods } = await reports.lifecycle(e.ctx, { period: '30days', interval: 'day' });
    expect(periods).toHaveLength(30);
    for (const [i, { returning, dormant }] of periods.entries())
      if (i > 0) expect(returning! + dormant!).toBe(periods[i - 1]!.active);
  });

  it('tells nothing of a period with a number of one to four people where nobody may be told of', async () => {
    const query = { startDate: '2026-01-05', endDate: '2026-03-10', interval: 'week' } as const;
    const open = await reports.lifecycle(e.ctx, query);
    const { periods } = await reports.lifecycle(e.ctx, { ...query, anonymize: true });
    const few = (n: number | null) => n! > 0 && n! < 5;
    expect(periods).toEqual(
      open.periods.map((period) =>
        STATES.some((state) => few(period[state]))
          ? { ...period, active: null, new: null, returning: null, resurrected: null, dormant: null }
          : period,
      ),
    );
    expect(new Set(periods.map(({ active }) => active === null))).toEqual(new Set([true, false]));
  });

  it.each([
    [{ interval: 'day', period: '365days' }, 'interval', '92 periods'],
    [{ did: 'flown' }, 'did', 'which is unknown'],
    [{ interval: 'hour' }, 'interval', 'takes day, week or month'],
    [{ anonymize: true, userId: 'user-1' }, 'userId', 'would tell who'],
  ])('refuses %o', async (query, field, why) => {
    const refused = reports.lifecycle(e.ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  it('refuses a list of a period that is not in the range, or lies ahead', async () => {
    for (const day of ['2026-03-03', '2026-02-23', '2026-03-23'])
      await expect(
        reports.lifecyclePeople(e.ctx, {
          startDate: '2026-03-02',
          endDate: '2026-03-29',
          day,
          state: 'new',
        }),
      ).rejects.toMatchObject({ fields: { day: expect.stringContaining('2026-03-02 is the first') } });
  });

  // The last one: it removes what the others are about.
  it('tells the same by days of the configured zone once the log is gone, and refuses those of another', async () => {
    await removeLog(e);
    const random = seeded(3);
    for (let i = 0; i < 10; i++) await expectAsRecounted(randomQuestion(random, [ZONE]), random);
    await expect(
      reports.lifecycle(e.ctx, {
        startDate: '2026-02-02',
        endDate: '2026-02-20',
        timezone: 'Asia/Kathmandu',
      }),
    ).rejects.toMatchObject({
      fields: { timezone: expect.stringContaining('the earliest instant that can be served is') },
    });
  });
});

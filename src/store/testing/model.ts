import { NOBODY } from '../numbers.ts';
import type { Question } from '../question.ts';
import { CROWD } from '../questions/crowds.ts';
import { BEGINNERS } from '../questions/first-use.ts';
import type { FunnelQuestion } from '../questions/funnel.ts';
import { LIFECYCLE } from '../questions/lifecycle.ts';
import type { Stretch } from '../stretch.ts';
import { type PlainTry, triesOf } from './funnel-model.ts';
import { pathsOf, waysOf } from './paths-model.ts';

/** A row as a plain record, and where it is. */
export interface Told {
  readonly user: number;
  readonly at: number;
  readonly kind: number;
  readonly n: number;
  readonly signal: boolean;
  readonly kept: boolean;
}

/** What a row's user is to a report; null where it is as if the row were not there. */
export function markOf({ user, kept }: Told, mask: Uint8Array): number | null {
  const mark = user === 0 || user >= mask.length ? NOBODY : mask[user]!;
  return mark >= NOBODY && user !== 0 && !kept ? null : mark;
}

/** Answers a question by looking at every row, as plain values that `plainly` makes of a sink's answer too. */
export function answerOf(q: Question, all: readonly Told[], mask: Uint8Array): unknown {
  const rows = all
    .map((row) => ({ ...row, mark: markOf(row, mask)! }))
    .filter(({ mark, at }) => mark !== null && at >= q.span.start && at < q.span.end)
    .filter(({ at }) => !q.only || q.only.some(({ start, end }) => at >= start && at < end))
    .map((row) => ({ ...row, place: q.places ? (q.places[row.user] ?? -1) : row.user }))
    .filter(({ place }) => place >= 0);
  const isPerson = ({ mark, kind }: { mark: number; kind: number }) =>
    mark === 0 || (mark === 1 && 'internal' in q && q.internal?.[kind] === 1);
  const bucketOf = (at: number) =>
    'buckets' in q ? q.buckets.findIndex(({ start, end }) => at >= start && at < end) : -1;
  const sum = <T>(list: readonly T[], of: (item: T) => number) =>
    list.reduce((total, item) => total + of(item), 0);

  switch (q.sink) {
    case 'people': {
      const people = rows.filter(isPerson);
      const own = [...new Set(people.map(({ place }) => place))].map(
        (place) => [place, people.filter((row) => row.place === place)] as const,
      );
      const told = own.map(([place, mine]) => {
        const passing = mine.filter(({ kind }) => q.passes[kind] === 1);
        const days = [...(q.days ?? [])].slice(0, -1).map((start, i) => ({ start, end: q.days![i + 1]! }));
        return {
          place,
          activities: sum(passing, ({ n }) => n),
          columns: q.weights.map((weights) => sum(mine, ({ kind, n }) => (weights[kind] ?? 0) * n)),
          last: q.last ? Math.max(0, ...passing.map(({ at }) => at)) : null,
          days: q.days
            ? days.filter(({ start, end }) => passing.some(({ at }) => at >= start && at < end)).length
            : null,
        };
      });
      return told
        .filter(({ activities, columns }) => activities > 0 || columns.some((each) => each !== 0))
        .sort((a, b) => a.place - b.place);
    }
    case 'totals': {
      const of = (internal: boolean) =>
        q.buckets.flatMap((_, bucket) =>
          Array.from({ length: q.size }, (_, group) =>
            sum(
              rows.filter(
                ({ at, kind, mark }) =>
                  bucketOf(at) === bucket &&
                  (q.groups[kind] ?? -1) === group &&
                  (!internal || (mark & 1) === 1),
              ),
              ({ n }) => n,
            ),
          ),
        );
      return { all: of(false), internal: of(true) };
    }
    case 'distinct': {
      const there = rows
        .filter((row) => isPerson(row) && !row.signal)
        .filter(({ kind }) => !q.passes || q.passes[kind] === 1);
      const people = (some: typeof there) => new Set(some.map(({ user }) => user)).size;
      return {
        total: people(there),
        counts: q.buckets.map((_, bucket) => people(there.filter(({ at }) => bucketOf(at) === bucket))),
      };
    }
    case 'cells':
    case 'crowds': {
      const byUser = q.sink === 'cells' && q.byUser;
      const cells = new Map<string, number>();
      const crowds = new Map<string, Set<number>>();
      for (const { at, kind, mark, place, user, n } of rows) {
        const group = q.groups[kind] ?? -1;
        const bucket = bucketOf(at);
        if (group < 0 || bucket < 0 || (byUser && mark >= NOBODY)) continue;
        if (q.sink === 'crowds' && mark & 1 && q.staff[group] === 0) continue;
        const key = `${byUser ? place : -1} ${group} ${bucket} ${mark & 1}`;
        cells.set(key, (cells.get(key) ?? 0) + n);
        const crowd = crowds.get(key) ?? new Set<number>();
        crowds.set(key, mark < NOBODY ? crowd.add(user) : crowd);
      }
      if (q.sink === 'cells') return { cells: [...cells].sort() };
      return { cells: [...cells].sort(), crowds: [...crowds].map(crowdOf).sort() };
    }
    case 'funnel': {
      const counting = rows.filter(
        (row) =>
          isPerson(row) &&
          !row.signal &&
          !row.kept &&
          q.passes[row.kind] === 1 &&
          (q.order === 'strict' || q.steps[row.kind] || q.excluded[row.kind]),
      );
      const told = [...new Set(counting.map(({ place }) => place))].flatMap((place) =>
        triesOf(
          q,
          counting
            .filter((row) => row.place === place)
            .map(({ at, kind }) => ({
              at,
              rank: q.ranks[kind]!,
              steps: q.steps[kind]!,
              excluded: q.excluded[kind]!,
              group: q.groups[kind]!,
            })),
        ).map((each) => ({ ...each, place })),
      );
      return funnelOf(q, told);
    }
    case 'paths': {
      const counting = rows.filter(
        (row) => isPerson(row) && !row.signal && !row.kept && q.passes[row.kind] === 1,
      );
      const told = [...new Set(counting.map(({ place }) => place))].flatMap((place) =>
        waysOf(
          { ...q, ofVisits: q.anchors === null },
          counting
            .filter((row) => row.place === place)
            .map(({ at, kind }) => ({
              at,
              rank: q.ranks[kind]!,
              step: q.nodes[kind]!,
              anchor: q.anchors?.[kind] === 1,
            })),
        ).map((each) => ({ ...each, place })),
      );
      return pathsOf(q, told);
    }
    case 'split': {
      const counting = rows.filter(
        ({ kind, mark }) => q.weights[kind] !== 0 && ((mark & 1) === 0 || q.internal[kind] === 1),
      );
      const timeOf = (at: number) => [...q.times].findLastIndex((time) => time <= at);
      // Of nobody each row is an event by itself.
      const events = new Map<string, typeof counting>();
      counting.forEach((row, i) => {
        const key = row.mark >= NOBODY ? `nobody ${i}` : `${row.place} ${q.days[timeOf(row.at)]}`;
        events.set(key, [...(events.get(key) ?? []), row]);
      });
      const worth = (some: typeof counting) => sum(some, ({ kind, n }) => q.weights[kind]! * n);
      const all = [...events.values()];
      const parts = (size: number, partOf: (row: (typeof counting)[number]) => number) =>
        Array.from({ length: size }, (_, part) => {
          const own = all.map(
            (event) => [worth(event.filter((row) => partOf(row) === part)), worth(event)] as const,
          );
          return [sum(own, ([x]) => x), sum(own, ([x]) => x * x), sum(own, ([x, whole]) => x * whole)];
        });
      const ofNobody = all.filter(([first]) => first!.mark >= NOBODY);
      const ofSomebody = all.filter(([first]) => first!.mark < NOBODY);
      return {
        parts: [
          ...q.groupings.map(({ groups, size }) => parts(size, ({ kind }) => groups[kind]!)),
          parts(q.cellCount, ({ at }) => q.cells[timeOf(at)]!),
        ],
        users: [...new Set(ofSomebody.map(([first]) => first!.place))]
          .sort((a, b) => a - b)
          .map((place) => {
            const own = ofSomebody.filter(([first]) => first!.place === place);
            return [place, sum(own, worth), sum(own, (event) => worth(event) ** 2)];
          }),
        nobody: { sum: sum(ofNobody, worth), squares: sum(ofNobody, (event) => worth(event) ** 2) },
      };
    }
    case 'retention': {
      const there = rows.filter((row) => isPerson(row) && !row.signal);
      const periods = [...q.periods].slice(0, -1).map((start, i) => ({ start, end: q.periods[i + 1]! }));
      const is = (flags: Uint8Array | null, kind: number) => flags === null || flags[kind] === 1;
      const own = [...new Set(there.map(({ place }) => place))].map((place) => ({
        place,
        began: there.filter((row) => row.place === place && is(q.starts, row.kind)).map(({ at }) => at),
        came: there.filter((row) => row.place === place && is(q.returns, row.kind)).map(({ at }) => at),
      }));
      const within = (at: readonly number[], period: Stretch | undefined) =>
        period !== undefined && at.some((each) => each >= period.start && each < period.end);
      const isIn = ({ began }: (typeof own)[number], cohort: number) =>
        within(q.first && began.length > 0 ? [Math.min(...began)] : began, periods[cohort]);
      const isBack = ({ came }: (typeof own)[number], cohort: number, n: number) =>
        n === 0 ||
        Array.from({ length: n }, (_, i) => i + 1)
          .filter((i) => q.by || i === n)
          .some((i) => within(came, periods[cohort + i]));
      return {
        cells: periods
          .slice(0, q.cohorts)
          .flatMap((_, cohort) =>
            periods.map((_, n) =>
              cohort + n < periods.length
                ? own.filter((each) => isIn(each, cohort) && isBack(each, cohort, n)).length
                : 0,
            ),
          ),
        list:
          q.list &&
          own
            .filter((each) => isIn(each, q.list!.cohort))
            .filter((each) => isBack(each, q.list!.cohort, q.list!.n) === q.list!.came)
            .map(({ place }) => place)
            .sort((a, b) => a - b),
      };
    }
    case 'stickiness': {
      const there = rows
        .filter((row) => isPerson(row) && !row.signal)
        .filter(({ kind }) => !q.passes || q.passes[kind] === 1);
      const days = [...q.days].slice(0, -1).map((start, i) => ({ start, end: q.days[i + 1]! }));
      const own = [...new Set(there.map(({ place }) => place))].map((place) => ({
        place,
        days: days.map(({ start, end }) =>
          there.some((row) => row.place === place && row.at >= start && row.at < end),
        ),
      }));
      const on = (each: (typeof own)[number], start: number, end: number) =>
        each.days.slice(Math.max(0, start), end).filter(Boolean).length;
      const windows = Math.max(0, Math.floor((days.length - q.from) / q.of));
      return {
        distinct: q.lengths.map((length) =>
          days.map((_, day) => own.filter((each) => on(each, day + 1 - length, day + 1) > 0).length),
        ),
        times: Array.from({ length: windows }, (_, i) => q.from + i * q.of).flatMap((start) =>
          Array.from(
            { length: q.of },
            (_, n) => own.filter((each) => on(each, start, start + q.of) === n + 1).length,
          ),
        ),
        list:
          q.list &&
          own
            .filter((each) => {
              const n = on(each, q.list!.start, q.list!.end);
              return n >= q.list!.least && n <= q.list!.most;
            })
            .map(({ place }) => place)
            .sort((a, b) => a - b),
      };
    }
    case 'rhythm': {
      const counting = rows
        .filter((row) => !row.signal && ((row.mark & 1) === 0 || q.internal?.[row.kind] === 1))
        .filter(({ kind }) => !q.passes || q.passes[kind] === 1)
        .map((row) => ({ ...row, cell: q.cells[[...q.times].findLastIndex((time) => time <= row.at)] ?? -1 }))
        .filter(({ cell }) => cell >= 0);
      const cells = Array.from({ length: q.cellCount }, (_, cell) =>
        counting.filter((row) => row.cell === cell),
      );
      const people = (some: typeof counting) => [
        ...new Set(some.filter(({ mark }) => mark < NOBODY).map(({ place }) => place)),
      ];
      return {
        activities: cells.map((some) => sum(some, ({ n }) => n)),
        people: [...cells, counting].map((some) => people(some).length),
        list:
          q.list &&
          people(cells[q.list.cell]!)
            .map((place): [number, number] => [
              place,
              sum(
                cells[q.list!.cell]!.filter((row) => row.mark < NOBODY && row.place === place),
                ({ n }) => n,
              ),
            ])
            .sort(([a, n], [b, m]) => m - n || a - b),
      };
    }
    case 'firstUse': {
      const there = rows
        .filter((row) => isPerson(row) && !row.signal)
        .filter(({ kind }) => !q.passes || q.passes[kind] === 1);
      const room = q.places ? Math.max(0, ...[...q.places].map((place) => place + 1)) : mask.length;
      const people = Array.from({ length: room }, (_, place) => {
        const own = there.filter((row) => row.place === place);
        const began = q.begins ? q.begins[place]! : Math.min(...own.map(({ at }) => at));
        const day = [...q.days]
          .slice(0, -1 - q.length)
          .findIndex((start, i) => began >= start && began < q.days[i + 1]!);
        const [from, until] = [q.days[day]!, q.days[day + q.length]!];
        const used = own
          .filter(({ at, kind }) => at >= from && at < until && (q.groups[kind] ?? -1) >= 0)
          .map(({ at, kind }) => ({ at, group: q.groups[kind]! }))
          .sort((a, b) => a.at - b.at || a.group - b.group);
        const back = own.some(({ at }) => at >= until);
        const state = q.days[day + q.length + 1]! > q.now ? 'open' : back ? 'stayed' : 'left';
        return { place, began, day, used, state };
      }).filter(({ day }) => day >= 0);
      const by = (some: typeof people) =>
        BEGINNERS.map((state) => some.filter((each) => each.state === state).length);
      const groups = [...Array.from({ length: q.groupCount }, (_, group) => group), -1];
      const isIn = (use: 'first' | 'used', group: number) =>
        people.filter(({ used }) => {
          if (group < 0) return used.length === 0;
          return (use === 'first' ? used.slice(0, 1) : used).some((each) => each.group === group);
        });
      const { list } = q;
      return {
        all: by(people),
        first: groups.flatMap((group) => by(isIn('first', group))),
        used: groups.flatMap((group) => by(isIn('used', group))),
        list:
          list &&
          (list.group === null ? people : isIn(list.by, list.group))
            .filter(({ state }) => list.state === null || list.state === state)
            .sort((a, b) => b.began - a.began || a.place - b.place)
            .map(({ place, began, used, state }) => [
              place,
              began,
              used[0]?.group ?? -1,
              used[0]?.at ?? Number.NaN,
              state,
            ]),
      };
    }
    case 'lifecycle': {
      const there = rows
        .filter((row) => isPerson(row) && !row.signal)
        .filter(({ kind }) => !q.passes || q.passes[kind] === 1);
      const periods = [...q.periods].slice(0, -1).map((start, i) => ({ start, end: q.periods[i + 1]! }));
      const who = (some: typeof there) => new Set(some.map(({ place }) => place));
      const within = periods.map(({ start, end }) => who(there.filter(({ at }) => at >= start && at < end)));
      const told = periods.slice(1).map(({ start }, i) => {
        const [was, is] = [within[i]!, within[i + 1]!];
        const ever = who(there.filter(({ at }) => at < start));
        return {
          new: [...is].filter((place) => !ever.has(place)),
          returning: [...is].filter((place) => was.has(place)),
          resurrected: [...is].filter((place) => ever.has(place) && !was.has(place)),
          dormant: [...was].filter((place) => !is.has(place)),
        };
      });
      return {
        counts: told.flatMap((each) => LIFECYCLE.map((state) => each[state].length)),
        list: q.list && (told[q.list.period - 1]?.[q.list.state] ?? []).sort((a, b) => a - b),
      };
    }
  }
}

/** Who is in a cell, or that they are enough. */
export const crowdOf = ([cell, users]: readonly [string, ReadonlySet<number>]): string =>
  `${cell}: ${users.size < CROWD ? [...users].sort((a, b) => a - b).join(' ') : 'a crowd'}`;

/** What tries add up to, told as a sink's answer is by `plainly`. */
export function funnelOf(q: FunnelQuestion, tries: readonly (PlainTry & { place: number })[]) {
  const steps = Array.from({ length: q.size }, (_, step) => step);
  const quantile = (part: number) => (some: readonly (PlainTry & { place: number })[], step: number) => {
    const took = some
      .flatMap(({ times }) => {
        if (step === 0) return times.length === q.size ? [times.at(-1)! - times[0]!] : [];
        return times.length > step ? [times[step]! - times[step - 1]!] : [];
      })
      .sort((a, b) => a - b);
    return took.length === 0 ? null : took[Math.ceil(took.length * part) - 1]!;
  };
  const groups = Array.from({ length: q.groupCount }, (_, group) =>
    tries.filter((each) => each.group === group),
  );
  const parts = q.groupCount === 1 ? groups : [...groups, tries];
  return {
    ended: groups.flatMap((some) =>
      steps.map((step) => some.filter(({ times }) => times.length === step + 1).length),
    ),
    series: q.buckets.flatMap(({ start, end }) =>
      steps.map(
        (step) =>
          tries.filter(({ times }) => times[0]! >= start && times[0]! < end && times.length === step + 1)
            .length,
      ),
    ),
    open: groups.flatMap((some) =>
      steps.map((step) => some.filter(({ times, open }) => open && times.length === step + 1).length),
    ),
    median: parts.flatMap((some) => steps.map((step) => quantile(0.5)(some, step))),
    p90: parts.flatMap((some) => steps.map((step) => quantile(0.9)(some, step))),
    list:
      q.list &&
      tries
        .filter(
          ({ times, group }) =>
            times.length >= q.list!.from &&
            times.length <= q.list!.to &&
            (q.list!.group === null || q.list!.group === group),
        )
        .map(({ place, times, group }) => `${place} ${group} ${times.join(' ')}`)
        .sort(),
  };
}

import type { PathsQuestion } from '../questions/paths.ts';

/** An activity of one user that counts, and what it is to a question of paths. */
export interface PathsRow {
  readonly at: number;
  /** Among those of one instant. */
  readonly rank: number;
  readonly step: number;
  readonly anchor: boolean;
}

export interface PlainWay {
  readonly began: number;
  readonly steps: readonly number[];
  readonly times: readonly number[];
  readonly open: boolean;
}

type Asked = Pick<
  PathsQuestion,
  'size' | 'before' | 'folds' | 'every' | 'gap' | 'window' | 'begins' | 'now'
> & {
  /** Tries begin with a visit's start or end. */
  readonly ofVisits: boolean;
};

/** One user's ways: activities as visits, visits as runs, and of each beginning the runs beside it. */
export function waysOf(q: Asked, all: readonly PathsRow[]): PlainWay[] {
  const rows = [...all].sort((a, b) => a.at - b.at || a.rank - b.rank);
  const visits = cut(rows, (a, b) => b.at - a.at > q.gap);
  const ways = visits.flatMap((visit, i) => waysIn(q, visit, i === visits.length - 1));
  return q.every ? ways : ways.slice(0, 1);
}

/** Pieces of a list, cut between those of whom it is said. */
function cut<T>(list: readonly T[], between: (a: T, b: T) => boolean): T[][] {
  const pieces: T[][] = [];
  list.forEach((each, i) => {
    if (i === 0 || between(list[i - 1]!, each)) pieces.push([each]);
    else pieces.at(-1)!.push(each);
  });
  return pieces;
}

function waysIn(q: Asked, visit: readonly PathsRow[], isLast: boolean): PlainWay[] {
  const runs = cut(visit, (a, b) => !q.folds || a.step !== b.step);
  const ends = visit.at(-1)!.at;
  const mayGoOn = isLast && ends + q.gap > q.now;
  const begins = (at: number) => at >= q.begins.start && at < q.begins.end;
  /** The way from an instant on, by the runs behind `run` or before it. */
  const wayFrom = (began: number, run: number): PlainWay => {
    const beside = q.before ? runs.slice(0, run).reverse() : runs.slice(run + 1);
    const timed = beside.map((some) => ({
      step: some[0]!.step,
      at: (q.before ? some.at(-1)! : some[0]!).at,
    }));
    const far = timed.findIndex(({ at }) => Math.abs(at - began) > q.window);
    const near = (far < 0 ? timed : timed.slice(0, far)).slice(0, q.size);
    return {
      began,
      steps: near.map(({ step }) => step),
      times: near.map(({ at }) => at),
      open:
        !q.before &&
        near.length < q.size &&
        mayGoOn &&
        began + q.window > q.now &&
        visit.every(({ at }) => at - began <= q.window),
    };
  };
  if (q.ofVisits && q.before) return begins(ends) && !mayGoOn ? [wayFrom(ends, runs.length)] : [];
  if (q.ofVisits) return begins(visit[0]!.at) ? [wayFrom(visit[0]!.at, -1)] : [];
  return runs.flatMap((run, i) => {
    const began: number[] = [];
    for (const { at, anchor } of run)
      if (anchor && begins(at) && !(q.folds && began.length > 0 && at - began.at(-1)! <= q.window))
        began.push(at);
    return began.map((at) => wayFrom(at, i));
  });
}

/** What ways add up to, told as a sink's answer is by `plainly`. */
export function pathsOf(q: PathsQuestion, ways: readonly (PlainWay & { readonly place: number })[]) {
  const prefixes = new Set(
    ways.flatMap(({ steps }) => [0, ...steps.map((_, i) => i + 1)].map((n) => steps.slice(0, n).join(' '))),
  );
  const isOn = (way: PlainWay, path: string) =>
    `${way.steps.join(' ')} `.startsWith(path === '' ? '' : `${path} `);
  const { list } = q;
  return {
    ways: [...prefixes, ...(ways.length === 0 ? [''] : [])].sort().map((path) => {
      const own = ways.filter((way) => isOn(way, path));
      const ending = own.filter(({ steps }) => steps.length < q.size && steps.join(' ') === path);
      return {
        path,
        tries: own.length,
        people: new Set(own.map(({ place }) => place)).size,
        ended: ending.length,
        open: ending.filter(({ open }) => open).length,
      };
    }),
    list:
      list &&
      ways
        .filter((way) => isOn(way, list.path.join(' ')))
        .filter(({ steps }) => {
          const next = steps[list.path.length];
          if (list.next === 'any') return true;
          return list.next === 'none' ? next === undefined : next !== undefined && list.next[next] === 1;
        })
        .map(({ place, began, steps, times }) => `${place} ${began}: ${steps.join(' ')}: ${times.join(' ')}`)
        .sort(),
  };
}

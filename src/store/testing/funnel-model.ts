import type { FunnelQuestion } from '../questions/funnel.ts';

/** An activity of one user that counts, and what it is to a funnel. */
export interface FunnelRow {
  readonly at: number;
  /** Among those of one instant. */
  readonly rank: number;
  /** Steps that it is, as bits. */
  readonly steps: number;
  /** Gaps that it mustn't come in, as bits. */
  readonly excluded: number;
  readonly group: number;
}

export interface PlainTry {
  readonly times: readonly number[];
  readonly group: number;
  readonly open: boolean;
}

type Asked = Pick<FunnelQuestion, 'size' | 'order' | 'every' | 'window' | 'begins' | 'now'>;

/** What becomes of one user's activities, by looking at every chain that they make. */
export function triesOf(q: Asked, all: readonly FunnelRow[]): PlainTry[] {
  const rows = [...all].sort((a, b) => a.at - b.at || a.rank - b.rank);
  if (q.every) return everyTry(q, rows);
  const best = q.order === 'any' ? bestOfAny(q, rows) : bestOfOrder(q, rows);
  return best ? [best] : [];
}

const has = (bits: number, i: number) => ((bits >> i) & 1) === 1;
const begins = (q: Asked, { at }: FunnelRow) => at >= q.begins.start && at < q.begins.end;

function bestOfOrder(q: Asked, rows: readonly FunnelRow[]): PlainTry | null {
  const follows = (chain: readonly number[], i: number): boolean => {
    const gap = chain.length - 1;
    const between = rows.slice(chain.at(-1)! + 1, i);
    if (q.order === 'strict' ? between.length > 0 : between.some(({ excluded }) => has(excluded, gap)))
      return false;
    return true;
  };
  const chains: number[][] = [];
  const grow = (chain: readonly number[]) => {
    chains.push([...chain]);
    if (chain.length === q.size) return;
    for (let i = chain.at(-1)! + 1; i < rows.length; i++)
      if (
        has(rows[i]!.steps, chain.length) &&
        rows[i]!.at - rows[chain[0]!]!.at <= q.window &&
        follows(chain, i)
      )
        grow([...chain, i]);
  };
  rows.forEach((row, i) => {
    if (has(row.steps, 0) && begins(q, row)) grow([i]);
  });
  if (chains.length === 0) return null;
  const reached = Math.max(...chains.map(({ length }) => length));
  // There first, and then latest from the end.
  const [best] = chains
    .filter(({ length }) => length === reached)
    .sort((a, b) => {
      if (a.at(-1) !== b.at(-1)) return a.at(-1)! - b.at(-1)!;
      for (let i = reached - 2; i >= 0; i--) if (a[i] !== b[i]) return b[i]! - a[i]!;
      return 0;
    });
  const open =
    reached < q.size &&
    chains.some(
      (chain) =>
        chain.length === reached && rows[chain[0]!]!.at + q.window > q.now && follows(chain, rows.length),
    );
  return { times: best!.map((i) => rows[i]!.at), group: rows[best![0]!]!.group, open };
}

function bestOfAny(q: Asked, rows: readonly FunnelRow[]): PlainTry | null {
  const steps = Array.from({ length: q.size }, (_, step) => step);
  /** Of each step its latest activity among some, one of the range before others. */
  const done = (among: readonly FunnelRow[]) => {
    if (!among.some((row) => row.steps !== 0 && begins(q, row))) return [];
    return steps.flatMap((step) => {
      const own = among.filter((row) => has(row.steps, step));
      const row = own.filter((each) => begins(q, each)).at(-1) ?? own.at(-1);
      return row ? [row] : [];
    });
  };
  const cleared = (before: number) =>
    rows.slice(0, before).reduce((last, { excluded }, i) => (excluded ? i : last), 0);
  let best: FunnelRow[] = [];
  rows.forEach((row, j) => {
    if (row.steps === 0) return;
    const found = done(rows.slice(cleared(j), j + 1).filter(({ at }) => row.at - at <= q.window));
    if (found.length > best.length) best = found;
  });
  if (best.length === 0) return null;
  const left = done(rows.slice(cleared(rows.length)).filter(({ at }) => at + q.window > q.now));
  const first = best.reduce((least, row) => (row.at < least.at ? row : least));
  return {
    times: best.map(({ at }) => at).sort((a, b) => a - b),
    group: first.group,
    open: best.length < q.size && left.length >= best.length,
  };
}

function everyTry(q: Asked, rows: readonly FunnelRow[]): PlainTry[] {
  const tries: PlainTry[] = [];
  for (let i = 0; i < rows.length; ) {
    const any = q.order === 'any';
    const first = rows[i]!;
    if (!begins(q, first) || !(any ? first.steps !== 0 : has(first.steps, 0))) {
      i++;
      continue;
    }
    const done = new Set<number>();
    const times: number[] = [];
    let open = first.at + q.window > q.now;
    const take = (row: FunnelRow): boolean => {
      const more = any
        ? Array.from({ length: q.size }, (_, step) => step).filter(
            (step) => has(row.steps, step) && !done.has(step),
          )
        : has(row.steps, done.size)
          ? [done.size]
          : [];
      for (const step of more) {
        done.add(step);
        times.push(row.at);
      }
      return more.length > 0;
    };
    if (any) take(first);
    else {
      done.add(0);
      times.push(first.at);
    }
    i++;
    while (i < rows.length && done.size < q.size) {
      const row = rows[i]!;
      if (row.at - first.at > q.window) break;
      if (!take(row)) {
        const stops = q.order === 'strict' || (any ? row.excluded !== 0 : has(row.excluded, done.size - 1));
        if (stops) {
          open = false;
          break;
        }
      }
      i++;
    }
    if (done.size === q.size || i < rows.length) open = false;
    tries.push({ times, group: first.group, open });
  }
  return tries;
}

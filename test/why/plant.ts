import type { Pair } from '../../src/reports/explore/why/cuts.ts';
import { askedOf, type Compared, cutsOf, isIn } from './ask.ts';
import type { LogRow, PlainLog } from './log.ts';

const DAY = 86_400_000;
const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** So little tells nothing of how it varies. */
const FEWEST = 300;

/** Two ranges of whole weeks that follow each other, where enough was done in both. */
export function rangesIn(log: PlainLog, weeks: readonly number[], random: () => number): Compared {
  const [first, last] = [log.rows[0]!.at, log.rows.at(-1)!.at];
  for (;;) {
    const length = pick(random, weeks) * 7 * DAY;
    const start = Math.floor((first + random() * (last - first - 2 * length)) / DAY) * DAY;
    const spans = [
      { start, end: start + length },
      { start: start + length, end: start + 2 * length },
    ] as const;
    const rows = spans.map((span) => between(log.rows, span.start, span.end)) as unknown as Pair<LogRow[]>;
    if (start < first || rows.some(({ length: n }) => n < FEWEST)) continue;
    const since = firstsOf(log);
    const isNew = spans.map(
      (span) => (user: number) => since[user]! >= span.start,
    ) as unknown as Compared['isNew'];
    return { spans, rows, isNew };
  }
}

const known = new WeakMap<PlainLog, Float64Array>();
function firstsOf(log: PlainLog): Float64Array {
  let firsts = known.get(log);
  if (!firsts) {
    firsts = new Float64Array(log.rows.reduce((most, { user }) => Math.max(most, user), 0) + 1).fill(
      Infinity,
    );
    for (const { user, at } of log.rows) firsts[user] = Math.min(firsts[user]!, at);
    known.set(log, firsts);
  }
  return firsts;
}

function between(rows: readonly LogRow[], start: number, end: number): LogRow[] {
  const place = (at: number) => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle]!.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return rows.slice(place(start), place(end));
}

/**
 * The same activity with no difference but chance: what each user did in a day is dealt to either range, at its own
 * weekday and hour. Whoever was new is so wherever they are.
 */
export function dealt(c: Compared, random: () => number): Compared {
  const [{ start, end }] = c.spans;
  const length = end - start;
  const sides = new Map<string, 0 | 1>();
  const rows: [LogRow[], LogRow[]] = [[], []];
  for (const row of c.rows.flat()) {
    const key = `${row.user} ${Math.floor((row.at - start) / DAY)}`;
    let side = sides.get(key);
    if (side === undefined) {
      side = random() < 0.5 ? 0 : 1;
      sides.set(key, side);
    }
    rows[side].push({ ...row, at: start + ((row.at - start) % length) + side * length });
  }
  for (const list of rows) list.sort((a, b) => a.at - b.at || a.user - b.user || a.kind - b.kind);
  return { ...c, rows, isNew: [c.isNew[0], c.isNew[0]] };
}

export interface Cause {
  readonly dimension: string;
  readonly key: string;
  /** What is left of it: 0 for nothing, 2 for twice as much. */
  readonly factor: number;
  /** How often what is usual the difference that it makes is. */
  readonly size: number;
}

/** Something happens to one part of one dimension, that makes a difference of so many times what is usual at least. */
export function planted(
  log: PlainLog,
  c: Compared,
  random: () => number,
  least: number,
): { c: Compared; cause: Cause } | null {
  const { whole, cuts } = cutsOf(log, c);
  for (let tries = 0; tries < 40; tries++) {
    const cut = pick(random, cuts);
    const parts = Array.from({ length: cut.size }, (_, i) => i).filter((i) => {
      const share = cut.after.sums[i]! / whole.after;
      return share > 0.02 && share < 0.7 && cut.before.sums[i]! > 0;
    });
    if (parts.length === 0) continue;
    const part = pick(random, parts);
    const key = cut.key(part);
    const factor = pick(random, [0, 0.1, 0.2, 0.3, 0.4, 1.8, 2.5]);
    if (Math.abs(factor - 1) * cut.after.sums[part]! < least * 2 * Math.sqrt(whole.squares / 2)) continue;
    const after = c.rows[1].flatMap((row) => {
      if (!isIn(log, c, row, 1, cut.dimension, key)) return [row];
      const times = Math.floor(factor) + (random() < factor % 1 ? 1 : 0);
      return Array.from({ length: times }, () => row);
    });
    const changed = { ...c, rows: [c.rows[0], after] as const };
    // As whoever asks sees it: with what happened in it.
    const usual = 2 * Math.sqrt(cutsOf(log, changed).whole.squares);
    const size = Math.abs(after.length - c.rows[1].length) / usual;
    if (size < least) continue;
    return { c: changed, cause: { dimension: cut.dimension, key, factor, size } };
  }
  return null;
}

export interface Found {
  readonly claims: boolean;
  /** What was named first is what was planted, or the same rows under another name. */
  readonly named: boolean;
  readonly told: string;
}

/** What is named first. */
export function found(log: PlainLog, c: Compared, cause: Cause | null, base: Compared = c): Found {
  const { ranked } = askedOf(log, c);
  const [first] = ranked;
  if (!first?.explains) return { claims: false, named: false, told: 'nothing' };
  const { cut, judged } = first;
  const keys = judged.named.map((part) => cut.key(part));
  const told = `${cut.dimension} ${keys.join(', ')}`;
  if (!cause) return { claims: true, named: false, told };
  let [both, either] = [0, 0];
  base.rows.forEach((rows, range) => {
    for (const row of rows) {
      const is = isIn(log, base, row, range as 0 | 1, cause.dimension, cause.key);
      const said = keys.some((key) => isIn(log, base, row, range as 0 | 1, cut.dimension, key));
      if (is && said) both++;
      if (is || said) either++;
    }
  });
  return { claims: true, named: both / either >= SAME, told };
}

/** Of the rows of either, so many are of both: one feature and its only action, or someone who is nearly all of a part. */
const SAME = 0.95;

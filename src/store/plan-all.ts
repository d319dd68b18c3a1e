import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { DAY, HOUR } from '../db/milliseconds.ts';
import { addMonths, existingMonths, monthOf } from '../db/partitions.ts';
import { during } from './log-sql.ts';
import { cutGap, MOST, type Piece, type Plan, planMonth } from './plan.ts';
import { BEGINNING, type Stretch, uncovered } from './stretch.ts';

/** An hour is over for good once processes' clocks and writes under way can't reach into it any more. */
const GRACE = 600_000;

/** What is to be built and joined of all months up to the last full hour, oldest first. */
export async function planAll(db: Database, client: pg.PoolClient, now: number): Promise<Plan[]> {
  const frontier = Math.floor((now - GRACE) / HOUR) * HOUR;
  const today = Math.floor(frontier / DAY) * DAY;
  const { rows } = await client.query<{ start: Date; end: Date; n: number }>(
    `select start_at as start, end_at as end, activities as n from ${db.s}.chronicle_blocks order by start_at`,
  );
  const blocks = rows.map(({ start, end, n }) => ({ start: start.getTime(), end: end.getTime(), n }));
  const held = await monthsHeld(db, client);
  const months = held.map((month) => layOut(month, frontier, blocks));
  const cut = await cutGaps(
    db,
    client,
    months.flatMap((pieces) => pieces.filter(({ built }) => !built)),
  );
  const plans = months.flatMap((pieces) =>
    planMonth(
      pieces.flatMap((piece) => cut.get(piece) ?? [piece]),
      today,
    ),
  );
  return [...planEmpty(held, frontier, blocks), ...plans].sort((a, b) => a.start - b.start);
}

/** Time around the months in which there may be anything, as far as no block says so yet. */
function planEmpty(held: readonly string[], frontier: number, blocks: readonly Stretch[]): Plan[] {
  const around = uncovered([{ start: BEGINNING, end: frontier }], held.map(timeOf));
  return around
    .filter((gap) => uncovered([gap], blocks).length > 0)
    .map((gap) => ({ ...gap, n: 0, merges: false, empty: true }));
}

function timeOf(month: string): Stretch {
  const [year, index] = month.split('-').map(Number) as [number, number];
  return { start: Date.UTC(year, index - 1, 1), end: Date.UTC(year, index, 1) };
}

/** A month's blocks and the gaps between them, not counted yet. What reaches beyond it is a block without anything. */
function layOut(
  month: string,
  frontier: number,
  blocks: readonly (Stretch & { readonly n: number })[],
): Piece[] {
  const { start, end: over } = timeOf(month);
  const end = Math.min(over, frontier);
  const pieces: Piece[] = [];
  let at = start;
  for (const block of blocks) {
    if (block.end <= start || block.start >= end) continue;
    if (block.start > at) pieces.push({ start: at, end: block.start, n: 0, built: false });
    if (block.start >= start && block.end <= over) pieces.push({ ...block, built: true });
    at = block.end;
  }
  if (at < end) pieces.push({ start: at, end, n: 0, built: false });
  return pieces;
}

/** Months in which there may be anything, oldest first. */
async function monthsHeld(db: Database, client: pg.PoolClient): Promise<string[]> {
  const held = await existingMonths(db, client);
  // From month to month by the index: a log of signals is long, and its months are few.
  for (let from = '-infinity'; ; ) {
    const { rows } = await client.query<{ hour: Date | null }>(
      `select min(hour) as hour from ${db.s}.user_signals where hour >= $1`,
      [from],
    );
    const hour = rows[0]!.hour;
    if (!hour) break;
    const month = monthOf(hour);
    held.push(month);
    from = `${addMonths(month, 1)}-01T00:00:00Z`;
  }
  return [...new Set(held)].sort();
}

/** Gaps as countable pieces: all of them counted at once, history of many years in one look. */
async function cutGaps(
  db: Database,
  client: pg.PoolClient,
  gaps: readonly Piece[],
): Promise<Map<Stretch, Piece[]>> {
  const days = await count(db, client, gaps, gaps, DAY);
  const full = [...days.values()].flatMap((own) =>
    [...own].flatMap(([day, n]) => (n > MOST ? [{ start: day, end: day + DAY }] : [])),
  );
  const quarters = await count(db, client, gaps, full, HOUR / 4);
  return new Map(
    gaps.map((gap, i) => [gap, cutGap(gap, days.get(i) ?? new Map(), quarters.get(i) ?? new Map())]),
  );
}

/** Activities by gap and unit of time, within some stretches. */
async function count(
  db: Database,
  client: pg.PoolClient,
  gaps: readonly Stretch[],
  within: readonly Stretch[],
  unit: number,
): Promise<Map<number, Map<number, number>>> {
  const found = new Map<number, Map<number, number>>();
  if (within.length === 0) return found;
  const { rows } = await client.query<{ gap: number; at: Date; n: number }>(
    `select width_bucket(created_at, $1::timestamptz[]) - 1 as gap, count(*) as n,
       date_bin('${unit} milliseconds', created_at, timestamptz '1970-01-01 00:00:00+00') as at
     from ${db.s}.user_activity_logs where ${during('created_at', within)} group by 1, 3`,
    [gaps.map(({ start }) => new Date(start).toISOString())],
  );
  for (const { gap, at, n } of rows) {
    const own = found.get(gap) ?? new Map<number, number>();
    found.set(gap, own.set(at.getTime(), n));
  }
  return found;
}

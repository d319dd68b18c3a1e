import type { KeptAs } from '../db/breakdown-values.ts';
import { keptValues } from './kept-values.ts';
import type { Span } from './local-time.ts';
import { type LogFilter, scanLog } from './log-scan.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { at, type Reader } from './reader.ts';

/** Activities of an action in a bucket; `breakdown` is empty for all of them, else those with the value. */
export interface TotalRow {
  /** Which of the asked spans' sets, and which bucket of it, from 0. */
  readonly set: number;
  readonly bucket: number;
  readonly action: string;
  readonly breakdown: string;
  readonly value: string;
  readonly internal: boolean;
  readonly n: number;
}

/** Adjoining buckets, and which actions and breakdowns of them are wanted in them. */
export interface TotalsSet {
  readonly buckets: readonly Span[];
  /** Action and breakdown; the breakdown is empty for the action's own count. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Actions whose rows are added up under no name. */
  readonly lumped?: ReadonlySet<string>;
}

export { OTHER } from '../db/breakdown-values.ts';

/**
 * Platform totals from the rollups, all sets in one statement: each part of a set by its grain, as one
 * index range an action. What is left over by the grains (minutes at the ends) comes from the log.
 */
export async function totals(r: Reader, sets: readonly TotalsSet[]): Promise<TotalRow[]> {
  const pieces = sets.map((set) => piecesOf(set.buckets, r.ctx.zone));
  return [...(await fromRollups(r, sets, pieces)), ...(await fromLog(r, sets, pieces))];
}

async function fromRollups(r: Reader, sets: readonly TotalsSet[], pieces: readonly Piece[][]) {
  const values: unknown[] = [];
  const p = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const parts = sets.flatMap((set, i) => {
    const scans = pieces[i]!.filter((piece) => piece.grain > 0).flatMap((piece) =>
      set.pairs.map(([action, breakdown]) => ({
        piece,
        action,
        breakdown,
        name: set.lumped?.has(action) ? '' : action,
      })),
    );
    if (scans.length === 0) return [];
    // TRICKY: aggregated inside the lateral, so that it stays one index range for each line of the list.
    const bucket =
      set.buckets.length === 1
        ? '1'
        : `width_bucket(x.bucket, ${p(
            set.buckets.map((b) => at(b.start)),
            'timestamptz[]',
          )})`;
    const column = (value: (scan: (typeof scans)[number]) => unknown, type: string) =>
      p(scans.map(value), type);
    return `select ${i} as set, t.bucket, q.name as action, q.breakdown, t.value, t.internal, sum(t.n) as n
      from unnest(${column((x) => x.piece.grain, 'smallint[]')}, ${column((x) => at(x.piece.start), 'timestamptz[]')},
        ${column((x) => at(x.piece.end), 'timestamptz[]')}, ${column((x) => x.action, 'text[]')},
        ${column((x) => x.breakdown, 'text[]')}, ${column((x) => x.name, 'text[]')})
        as q(grain, start, stop, action, breakdown, name)
      cross join lateral (
        select ${bucket} as bucket, x.value, x.internal, sum(x.n) as n from ${r.s}.activity_rollups x
        where x.grain = q.grain and x.action = q.action and x.breakdown = q.breakdown
          and x.bucket >= q.start and x.bucket < q.stop
        group by 1, 2, 3
      ) t
      group by 2, 3, 4, 5, 6`;
  });
  if (parts.length === 0) return [];
  const rows = await r.rows<TotalRow>(parts.join('\nunion all\n'), values);
  return rows.map((row) => ({ ...row, bucket: row.bucket - 1 }));
}

async function fromLog(r: Reader, sets: readonly TotalsSet[], pieces: readonly Piece[][]) {
  const rows: TotalRow[] = [];
  let kept: KeptAs | undefined;
  for (const [i, set] of sets.entries()) {
    const spans = pieces[i]!.filter((piece) => piece.grain === 0);
    if (spans.length === 0) continue;
    kept ??= await keptValues(r);
    const wanted = new Set(set.pairs.map((pair) => pair.join(' ')));
    const filter: LogFilter = {
      actions: [...new Set(set.pairs.map(([action]) => action))],
      breakdowns: [],
      details: [],
      userIds: null,
    };
    for (const group of await scanLog(r, { spans, filter, buckets: set.buckets })) {
      const add = (breakdown: string, value: string) => {
        if (wanted.has(`${group.action} ${breakdown}`))
          rows.push({ ...group, set: i, bucket: group.bucket - 1, breakdown, value });
      };
      add('', '');
      for (const [breakdown, value] of group.values) add(breakdown, kept(breakdown, value));
    }
  }
  return rows;
}

/** Every action that ever was counted, those that the catalogue has dropped too. */
export function countedActions(r: Reader): Promise<string[]> {
  return r.once('countedActions', async () => {
    const rows = await r.rows<{ action: string }>(
      `with recursive a(action) as (
         (select action from ${r.s}.activity_rollups where grain = 1440 order by action limit 1)
         union all
         select (select x.action from ${r.s}.activity_rollups x
                 where x.grain = 1440 and x.action > a.action order by x.action limit 1)
         from a where a.action is not null
       ) select action from a where action is not null`,
    );
    return rows.map((row) => row.action);
  });
}

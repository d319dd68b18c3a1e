import { type PlainWay, waysOf } from '../../store/testing/paths-model.ts';
import { countingRows, isStep, kindText, type PlainStep } from './funnel-recount.ts';
import { featureOf, type LogRow, type Raw } from './recount.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

export interface PlainPaths {
  readonly start: number;
  readonly end: number;
  readonly now: number;
  /** None: the beginning of a visit, or its end. */
  readonly anchor: PlainStep | null;
  readonly before: boolean;
  readonly steps: number;
  readonly nodes: 'action' | 'feature';
  /** Milliseconds; null for a visit. */
  readonly window: number | null;
  readonly folds: boolean;
  readonly every: boolean;
  readonly excludeInternal: boolean;
  readonly feature?: string | undefined;
  readonly userId?: string | undefined;
}

export interface PlainUserWay extends PlainWay {
  readonly userId: string;
  /** Actions or features. */
  readonly path: readonly string[];
}

/** The ways of everybody, from the rows of the log one by one. */
export function recountPaths(raw: Raw, q: PlainPaths): PlainUserWay[] {
  const named = q.anchor === null ? [] : [q.anchor];
  // Far enough on both sides for whatever may be asked: what lies behind is in no way that begins in the range.
  const reach = (q.window ?? DAY) + 30 * MINUTE;
  const counting = countingRows(raw, { ...q, start: q.start - reach, end: q.end + reach }, named);
  const isAnchor = (row: LogRow) => q.anchor !== null && isStep(row, q.anchor);
  const withTarget = q.anchor?.target !== undefined;
  const told = counting
    .map((row) => ({ row, late: isAnchor(row) === q.before, text: kindText(row, withTarget) }))
    .sort((a, b) => Number(a.late) - Number(b.late) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }, rank) => ({ row, rank }));
  const keyOf = (row: LogRow) => (q.nodes === 'action' ? row.action : featureOf(row));
  const keys = [...new Set(counting.map(keyOf))];
  return [...new Set(counting.map(({ userId }) => userId))].flatMap((userId) =>
    waysOf(
      {
        size: q.steps,
        before: q.before,
        folds: q.folds,
        every: q.every,
        gap: q.window === null ? 30 * MINUTE : Number.POSITIVE_INFINITY,
        window: q.window ?? DAY,
        begins: { start: q.start, end: q.end },
        now: q.now,
        ofVisits: q.anchor === null,
      },
      told.flatMap(({ row, rank }) =>
        row.userId === userId
          ? [{ at: row.at, rank, step: keys.indexOf(keyOf(row)), anchor: isAnchor(row) }]
          : [],
      ),
    ).map((way) => ({ ...way, userId, path: way.steps.map((step) => keys[step]!) })),
  );
}

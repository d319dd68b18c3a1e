import * as texts from '#texts/numbers.ts';
import { isWhole, progressOf } from '../data/unfinished.ts';
import { bucket, clock, moment, span } from '../format/date.ts';
import { exact, type Unit } from '../format/number.ts';
import type { Run } from './run.ts';

/** A number with what it is compared to, and the words for both moments. */
export interface Reading {
  readonly label: string;
  readonly current: number | null;
  readonly previous: number | null;
  readonly previousLabel: string | null;
  readonly unit: Unit;
}

/** One bucket of a series; the whole range where no bucket is pointed at. */
export function readingAt(run: Run, index: number | null): Reading {
  const { unit } = run;
  const { interval, timezone, comparison } = run.meta;
  const point = index === null ? undefined : run.points[index];
  if (index === null || !point) {
    const previousLabel = comparison && span(comparison.start, comparison.end, timezone);
    const whole = run.stock ? texts.atEndRange : texts.wholeRange;
    return { label: `${run.label}, ${whole}`, ...run.total, previousLabel, unit };
  }
  const progress = progressOf(point, run.meta.computedAt);
  const fellow = run.before[index];
  const part = progress === 'open' ? run.part : null;
  const before = part ?? fellow;
  // A comparison may have been cut where the range is now.
  const cut = part ?? (progress === 'open' && fellow && !isWhole(fellow, run.meta) ? fellow : null);
  const until =
    cut &&
    texts.until(
      interval === 'month' || interval === 'week' ? moment(cut.end, timezone) : clock(cut.end, timezone),
    );
  return {
    label: bucket(point.start, point.end, interval, timezone) + WORDS[progress],
    current: point.value,
    previous: before ? before.value : null,
    previousLabel: fellow ? `${bucket(fellow.start, fellow.end, interval, timezone)}${until ?? ''}` : null,
    unit,
  };
}

const WORDS = { over: '', open: texts.soFar, ahead: texts.stillToCome } as const;

/** A reading as a sentence, for those who hear it. */
export function spoken({ label, current, previous, previousLabel, unit }: Reading): string {
  const now = current === null ? texts.notKnown : exact(current, unit);
  return previous === null
    ? `${label}: ${now}`
    : `${label}: ${now}, ${previousLabel ?? texts.beforehand}: ${exact(previous, unit)}`;
}

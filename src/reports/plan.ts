import { dailyColumns } from '../db/columns.ts';
import type { Span } from './local-time.ts';
import { columnsOfScore } from './people.ts';
import { dayParts } from './pieces.ts';
import type { Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { planDays } from './segments.ts';

/** Looks once at the days of a range and its comparison, with every column that the report will sum. */
export async function planReport(
  r: Reader,
  spans: readonly [Span, Span | null],
  scope: Scope,
  scores: readonly string[],
): Promise<void> {
  if (scope.fromLog || scope.breakdown) return;
  const signals = dailyColumns(r.ctx.catalogue).filter((x) => scope.signals.includes(x.name));
  const columns = [
    ...(scope.actions ? scope.actions.map((a) => `a_${a}`) : ['activities']),
    ...scores.flatMap((score) => columnsOfScore(r, scope, score)),
    ...(scope.users ? [] : signals.map((x) => x.column)),
  ];
  for (const span of joined(spans)) {
    const { from, to } = dayParts(span, r.ctx.zone);
    if (from < to) await planDays(r, from, to, columns);
  }
}

/** A comparison that ends where the range begins is looked at together with it. */
function joined([span, comparison]: readonly [Span, Span | null]): Span[] {
  if (!comparison) return [span];
  return comparison.end === span.start ? [{ start: comparison.start, end: span.end }] : [span, comparison];
}

import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Kind } from '../../store/kinds.ts';
import type { TotalsAnswer, TotalsQuestion } from '../../store/question.ts';
import type { Span } from '../range/local-time.ts';
import type { Scope } from '../read/scope.ts';
import type { Seen } from '../read/seen.ts';
import { addActivities, addSignals, newTally, type UsageTally } from './tally.ts';

/** What a scope's users did in a span, without saying who. */
export interface UsageOfSpan {
  /** By line: features of staff count internal accounts. */
  readonly tally: UsageTally;
  /** Activities of the people that the report lists. */
  readonly activities: number;
}

/** How often each kind came in some buckets that follow each other. */
export const kindsIn = (v: Seen, buckets: readonly Span[]): TotalsQuestion => ({
  sink: 'totals',
  span: { start: buckets[0]!.start, end: buckets.at(-1)!.end },
  places: v.places,
  buckets,
  groups: Int32Array.from({ length: v.kindCount }, (_, no) => no),
  size: v.kindCount,
});

/** One kind in one bucket: of all accounts, and of internal ones among them. */
export type VisitKind = (kind: Kind, bucket: number, all: number, internal: number) => void;

export function visitKinds(v: Seen, { all, internal }: TotalsAnswer, visit: VisitKind): void {
  const buckets = all.length / v.kindCount;
  for (const kind of v.kinds)
    for (let bucket = 0; bucket < buckets; bucket++) {
      const i = bucket * v.kindCount + kind.no;
      if (all[i]! > 0) visit(kind, bucket, all[i]!, internal[i]!);
    }
}

/** What of a kind a line of its own counts: internal accounts only where staff is told of. */
export const ofLine = (scope: Scope, kind: Kind, all: number, internal: number): number =>
  scope.countsInternal(kind.action) ? all : all - internal;

/** What of a kind the people that a report lists did. */
export const ofPeople = (scope: Scope, all: number, internal: number): number =>
  scope.internalPeople ? all : all - internal;

/** Totals of spans under a scope, each by itself: they may overlap. */
export async function usageOf(c: CatalogueInput, v: Seen, spans: readonly Span[]): Promise<UsageOfSpan[]> {
  const answers = await v.walk(spans.map((span) => kindsIn(v, [span])));
  return answers.map((answer) => {
    const tally = newTally();
    let activities = 0;
    visitKinds(v, answer, (kind, _, all, internal) => {
      if (kind.signal !== '')
        return addSignals(c, tally, kind, ofPeople(v.scope, all, internal), v.scope.signals);
      if (v.passes[kind.no] === 0) return;
      activities += ofPeople(v.scope, all, internal);
      addActivities(c, tally, kind, ofLine(v.scope, kind, all, internal));
    });
    return { tally, activities };
  });
}

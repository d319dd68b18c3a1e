import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Kind } from '../../store/kinds.ts';
import type { TotalsAnswer, TotalsQuestion } from '../../store/questions/totals.ts';
import type { Span } from '../range/local-time.ts';
import type { Seen } from '../read/seen.ts';
import { addActivities, addSignals, newTally, type UsageTally } from './tally.ts';

/** What a scope's users did in a span, without saying who. */
export interface UsageOfSpan {
  readonly tally: UsageTally;
  readonly activities: number;
  /** Those of internal accounts among them. */
  readonly internal: number;
}

/** How often each kind came in some buckets that follow each other. */
export const kindsIn = (
  v: Seen,
  buckets: readonly Span[],
  among: (kind: Kind) => boolean = () => true,
): TotalsQuestion => ({
  sink: 'totals',
  span: { start: buckets[0]!.start, end: buckets.at(-1)!.end },
  places: v.places,
  buckets,
  groups: groupsOfKinds(v, among),
  size: v.kindCount,
});

function groupsOfKinds(v: Seen, among: (kind: Kind) => boolean): Int32Array {
  const groups = new Int32Array(v.kindCount).fill(-1);
  for (const kind of v.kinds) if (among(kind)) groups[kind.no] = kind.no;
  return groups;
}

/** One kind in one bucket: how many count, and how many of them are of internal accounts. */
export type VisitKind = (kind: Kind, bucket: number, n: number, internal: number) => void;

/** Visits what counts: activities that the scope lets through, and signals. */
export function visitKinds(v: Seen, { all, internal }: TotalsAnswer, visit: VisitKind): void {
  const buckets = all.length / v.kindCount;
  for (const kind of v.kinds) {
    if (kind.signal === '' && v.passes[kind.no] === 0) continue;
    const letsInternal = v.ofInternal[kind.no] === 1;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const i = bucket * v.kindCount + kind.no;
      const n = letsInternal ? all[i]! : all[i]! - internal[i]!;
      if (n > 0) visit(kind, bucket, n, letsInternal ? internal[i]! : 0);
    }
  }
}

/** Totals of spans under a scope, each by itself: they may overlap. */
export async function usageOf(c: CatalogueInput, v: Seen, spans: readonly Span[]): Promise<UsageOfSpan[]> {
  const answers = await v.walk(spans.map((span) => kindsIn(v, [span])));
  return answers.map((answer) => {
    const tally = newTally();
    let activities = 0;
    let internal = 0;
    visitKinds(v, answer, (kind, _, n, theirs) => {
      if (kind.signal !== '') return addSignals(c, tally, kind, n, v.scope.signals);
      activities += n;
      internal += theirs;
      addActivities(c, tally, kind, n);
    });
    return { tally, activities, internal };
  });
}

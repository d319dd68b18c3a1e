import pg from 'pg';
import { actionsIn, actionsOf, type CatalogueInput, countingOf, sumTerms } from '../../catalogue/index.ts';
import { raw, sql } from '../../db/sql.ts';
import { readTexts, textsSql } from '../../store/detail-sql.ts';
import type { Kind } from '../../store/kinds.ts';
import { BEGINNING } from '../../store/stretch.ts';
import type { Span } from '../range/local-time.ts';
import { detailOf, logWhere } from '../read/log-where.ts';
import type { ReportReader } from '../read/reader.ts';
import { missingWhile } from '../read/removed.ts';
import type { Seen } from '../read/seen.ts';
import { bump, type UsageTally } from './tally.ts';
import { kindsIn, visitKinds } from './usage-totals.ts';

/** Content sessions ever created; uploads of media minus deletions. */
const LIFETIMES = { sessions: 'totalSessions', media: 'totalMedia' } as const;
type LifetimeName = keyof typeof LIFETIMES;
export type Lifetime = Readonly<Record<LifetimeName, number>>;

/** A range, and its comparison where it has one. */
export const comparedOf = ({
  start,
  end,
  comparison,
}: Span & { readonly comparison: Span | null }): Span[] =>
  comparison ? [{ start, end }, comparison] : [{ start, end }];

/** The time that a report of a range is made of: with its comparison, and with what lifetimes are made of. */
export function spansOf(range: Span & { readonly comparison: Span | null }): Span[] {
  const spans = comparedOf(range);
  return [...spans, lifeUntil(spans.map((span) => span.end))];
}

/** The time that lifetimes are made of. */
export const lifeUntil = (ends: readonly number[]): Span => ({ start: BEGINNING, end: Math.max(...ends) });

/**
 * What there was as of some instants, under a scope.
 *
 * @throws Removed
 */
export async function lifetimeAt<Name extends LifetimeName = LifetimeName>(
  c: CatalogueInput,
  v: Seen,
  ends: readonly number[],
  names: readonly Name[] = Object.keys(LIFETIMES) as Name[],
): Promise<Record<Name, number>[]> {
  const { metrics } = countingOf(c);
  const { order, buckets } = lifeIn(ends);
  const counts = order.map(() => new Map<string, number>());
  const counted = countedIn(c, names);
  const [answer] = await v.walk([kindsIn(v, buckets, counted)], counted);
  visitKinds(v, answer, (kind, bucket, n) => {
    for (let i = bucket; i < order.length; i++) bump(counts[i]!, kind.action, n);
  });
  return ends.map((end) => {
    const n = counts[order.indexOf(end)]!;
    return Object.fromEntries(
      names.map((name) => [name, sumTerms(metrics[name], (action) => n.get(action) ?? 0)]),
    ) as Record<Name, number>;
  });
}

/** The same with null for what retention leaves open. */
export async function lifetimeIfTold(
  c: CatalogueInput,
  v: Seen,
  ends: readonly number[],
): Promise<Partial<Lifetime>[]> {
  const { buckets } = lifeIn(ends);
  const names: LifetimeName[] = [];
  for (const name of ['sessions', 'media'] as const)
    await v.unlessRemoved(LIFETIMES[name], async () => {
      await v.check(lifeUntil(ends), { among: countedIn(c, [name]), buckets });
      names.push(name);
    });
  return lifetimeAt(c, v, ends, names);
}

/** What there was at an end is what there was at the one before it, and what came between. */
function lifeIn(ends: readonly number[]) {
  const order = [...new Set(ends)].sort((a, b) => a - b);
  return { order, buckets: order.map((end, i) => ({ start: i === 0 ? BEGINNING : order[i - 1]!, end })) };
}

function countedIn(c: CatalogueInput, names: readonly LifetimeName[]): (kind: Kind) => boolean {
  const actions = new Set(names.flatMap((name) => actionsIn(...countingOf(c).metrics[name])));
  return ({ action }) => actions.has(action);
}

/**
 * Distinct values of a detail over a feature's activity, e.g. users managed; null where retention leaves them open, or a
 * worker is away.
 *
 * @param tally of the same span
 */
export async function distinctDetails(
  r: ReportReader,
  v: Seen,
  span: Span,
  def: { feature: string; detail: string },
  tally: UsageTally,
): Promise<number | null> {
  const { scope } = v;
  const actions = actionsOf(r.ctx.catalogue, def.feature).filter((a) => tally.actions.get(a));
  if (actions.length === 0) return 0;
  if (r.ctx.away) {
    v.missing.usersManaged = missingWhile('usersManaged', r.ctx.away);
    return null;
  }
  const told = await v.unlessRemoved('usersManaged', async () => {
    await v.check(span, { needs: 'details', among: ({ action }) => actions.includes(action) });
    return true;
  });
  if (!told) return null;
  const detail = detailOf(def.detail);
  const { where, columns, passes } = logWhere(r, span, { ...scope, actions });
  const rows = await r.rows<{ texts: string }>(
    // The feature is a literal so that the planner sees the partial index.
    sql`select distinct (${textsSql(detail)})::text as texts ${columns} from ${r.ctx.db.tables.activityLog} l
     where l.feature = ${raw(pg.escapeLiteral(def.feature))} and ${where} and jsonb_typeof(${detail}) <> 'null'`,
  );
  return new Set(rows.filter(passes).flatMap(({ texts }) => readTexts(texts))).size;
}

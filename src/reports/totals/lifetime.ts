import pg from 'pg';
import { actionsOf, type CatalogueInput, countingOf, sumTerms } from '../../catalogue/index.ts';
import { readTexts, textsSql } from '../../store/detail-sql.ts';
import type { Span } from '../range/local-time.ts';
import { logWhere } from '../read/log-where.ts';
import type { Reader } from '../read/reader.ts';
import type { Scope } from '../read/scope.ts';
import type { Seen } from '../read/seen.ts';
import { bump } from './tally.ts';
import { kindsIn, visitKinds } from './usage-totals.ts';

export interface Lifetime {
  /** Content sessions ever created. */
  readonly sessions: number;
  /** Uploads minus deletions. */
  readonly media: number;
}

/** Before any activity: the first year that a database and a calendar both can tell. */
const BEGINNING = -62_135_596_800_000;

/** The time that lifetimes are made of. */
export const lifeUntil = (ends: readonly number[]): Span => ({ start: BEGINNING, end: Math.max(...ends) });

/** What there was as of some instants, under a scope. */
export async function lifetimeAt(c: CatalogueInput, v: Seen, ends: readonly number[]): Promise<Lifetime[]> {
  const { sessions, media } = countingOf(c).metrics;
  // What there was at an end is what there was at the one before it, and what came between.
  const order = [...new Set(ends)].sort((a, b) => a - b);
  const buckets = order.map((end, i) => ({ start: i === 0 ? BEGINNING : order[i - 1]!, end }));
  const counts = order.map(() => new Map<string, number>());
  const [answer] = await v.walk([kindsIn(v, buckets)]);
  visitKinds(v, answer, (kind, bucket, n) => {
    for (let i = bucket; i < order.length; i++) bump(counts[i]!, kind.action, n);
  });
  return ends.map((end) => {
    const n = counts[order.indexOf(end)]!;
    return {
      sessions: sumTerms(sessions, (action) => n.get(action) ?? 0),
      media: sumTerms(media, (action) => n.get(action) ?? 0),
    };
  });
}

/** Distinct values of a detail over a feature's activity, e.g. users managed. */
export async function distinctDetails(
  r: Reader,
  span: Span,
  scope: Scope,
  def: { feature: string; detail: string },
): Promise<number> {
  const actions = actionsOf(r.ctx.catalogue, def.feature).filter((a) => scope.actions?.includes(a) ?? true);
  if (actions.length === 0) return 0;
  const values: unknown[] = [];
  const p = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const detail = `(l.details -> ${p(def.detail, 'text')})`;
  const { sql, columns, passes } = logWhere(r, span, { ...scope, actions }, p);
  const rows = await r.rows<{ texts: string }>(
    // The feature is a literal so that the planner sees the partial index.
    `select distinct (${textsSql(detail)})::text as texts ${columns} from ${r.s}.user_activity_logs l
     where l.feature = ${pg.escapeLiteral(def.feature)} and ${sql} and jsonb_typeof(${detail}) <> 'null'`,
    values,
  );
  return new Set(rows.filter(passes).flatMap(({ texts }) => readTexts(texts))).size;
}

import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { RetentionPolicy } from '../contract/families/privacy/settings.ts';
import type { Database } from '../db/connect.ts';
import { addDays, dayOf, startOfDay } from '../db/days.ts';

/** From when on each feature's log is kept, in milliseconds; features that are kept for good are left out. */
export type Due = ReadonlyMap<string, number>;

/** Whole days of the configured zone: 90 days keep today and the 90 days before it. */
export function dueOf(policy: RetentionPolicy, zone: string, now: number): Due {
  const today = dayOf(now, zone);
  return new Map(
    Object.entries(policy.activity).flatMap(([feature, days]) =>
      days === 'keep' ? [] : [[feature, startOfDay(addDays(today, -days), zone)] as const],
    ),
  );
}

/** Condition on a log row `l` that is due, over two parameters. */
export const isDue = (first: number): string =>
  `exists (select 1 from unnest($${first}::text[], $${first + 1}::timestamptz[]) as d(feature, before)
    where d.feature = l.feature and l.created_at < d.before)`;

export const dueParameters = (due: Due): [string[], string[]] => [
  [...due.keys()],
  [...due.values()].map((at) => new Date(at).toISOString()),
];

/** Signals of the features' counters, with the same instants. */
export function dueSignals(c: CatalogueInput, due: Due): Due {
  return new Map(
    Object.values(c.counters).flatMap((def) => {
      const before = def.signal ? due.get(def.feature) : undefined;
      return before === undefined ? [] : [[def.signal!, before] as const];
    }),
  );
}

/** What retention would remove of a feature. */
export interface DueFeature {
  readonly feature: string;
  /** ISO 8601: what is older goes. */
  readonly before: string;
  readonly rows: number;
  readonly oldest: string | null;
  readonly signals: number;
}

export async function countDue(
  db: Database,
  client: pg.Pool | pg.PoolClient,
  c: CatalogueInput,
  due: Due,
): Promise<DueFeature[]> {
  if (due.size === 0) return [];
  const end = new Date(Math.max(...due.values())).toISOString();
  const { rows } = await client.query<{ feature: string; n: number; oldest: Date }>(
    `select l.feature, count(*) as n, min(l.created_at) as oldest from ${db.s}.user_activity_logs l
     where l.created_at < $3 and ${isDue(1)} group by 1`,
    [...dueParameters(due), end],
  );
  const signals = dueSignals(c, due);
  const { rows: signalRows } = await client.query<{ signal: string; n: number }>(
    `select s.signal, count(*) as n from ${db.s}.user_signals s
     join unnest($1::text[], $2::timestamptz[]) as d(signal, before) on d.signal = s.signal and s.hour < d.before
     group by 1`,
    dueParameters(signals),
  );
  const featureOf = new Map(Object.values(c.counters).map((def) => [def.signal, def.feature]));
  return [...due].map(([feature, before]) => {
    const found = rows.find((row) => row.feature === feature);
    return {
      feature,
      before: new Date(before).toISOString(),
      rows: found?.n ?? 0,
      oldest: found?.oldest.toISOString() ?? null,
      signals: signalRows
        .filter(({ signal }) => featureOf.get(signal) === feature)
        .reduce((sum, { n }) => sum + n, 0),
    };
  });
}

/** Months of the log that hold anything due; `whole` where nothing else is in them. */
export async function dueMonths(
  db: Database,
  client: pg.Pool | pg.PoolClient,
  months: readonly string[],
  due: Due,
): Promise<{ month: string; whole: boolean }[]> {
  if (due.size === 0) return [];
  const end = Math.max(...due.values());
  const found: { month: string; whole: boolean }[] = [];
  for (const month of months) {
    if (Date.parse(`${month}-01T00:00:00Z`) >= end) continue;
    const { rows } = await client.query<{ some: boolean; rest: boolean }>(
      `select exists (select 1 from ${tableOf(db, month)} l where ${isDue(1)}) as some,
         exists (select 1 from ${tableOf(db, month)} l where not ${isDue(1)})
           or exists (select 1 from ${db.s}.activity_pending p where p.created_at >= $3::timestamptz
                      and p.created_at < $3::timestamptz + interval '1 month') as rest`,
      [...dueParameters(due), `${month}-01T00:00:00Z`],
    );
    if (rows[0]!.some) found.push({ month, whole: !rows[0]!.rest });
  }
  return found;
}

/** @param month `2026-03`, as `existingMonths` tells it */
export const tableOf = (db: Database, month: string): string =>
  `${db.s}."user_activity_logs_${month.replace('-', '_')}"`;

import type pg from 'pg';
import { breakdownValue, type CatalogueInput, fold } from '../catalogue/index.ts';
import { OTHER } from '../db/breakdown-values.ts';
import type { Database } from '../db/connect.ts';

/** Deleted log rows that agree in user, action and raw rolled-up details (`v0`, `v1`, … by breakdown). */
export interface GoneGroup {
  readonly user_id: string;
  readonly feature: string;
  readonly action: string;
  readonly n: number;
  readonly first: Date;
  readonly last: Date;
  readonly [value: `v${number}`]: unknown;
}

export interface GoneSignal {
  readonly user_id: string;
  readonly signal: string;
  readonly n: number;
}

/** The columns that `GoneGroup` is grouped by, over log rows `l`; names of breakdowns are the catalogue's. */
export function groupColumns(c: CatalogueInput): string[] {
  const values = Object.entries(c.breakdowns).map(([name, { actions }], i) => {
    const own = actions.map((action) => `'${action}'`).join(', ');
    return `case when l.action in (${own || 'null'}) then l.details -> '${name}' end as v${i}`;
  });
  return ['l.user_id', 'l.feature', 'l.action', ...values];
}

/** Adds what was deleted to `archived_counts`, in the deleting transaction. */
export async function createArchiver(db: Database, client: pg.PoolClient, c: CatalogueInput) {
  const names = Object.keys(c.breakdowns);
  const known = await knownValues(db, client, c);

  function detailsOf(group: GoneGroup): Record<string, string> {
    const details: Record<string, string> = {};
    names.forEach((name, i) => {
      const value = breakdownValue(c, name, group[`v${i}`]);
      if (value === null) return;
      const folded = fold(value);
      details[name] = known.has(`${name} ${folded}`) ? folded : OTHER;
    });
    return details;
  }

  async function add(rows: readonly Row[]): Promise<void> {
    const merged = new Map<string, Row>();
    for (const row of rows) {
      const key = JSON.stringify([row.userId, row.feature, row.action, row.signal, row.details]);
      const found = merged.get(key);
      if (!found) merged.set(key, { ...row });
      else {
        found.n += row.n;
        if (row.first && found.first && row.first < found.first) found.first = row.first;
        if (row.last && found.last && row.last > found.last) found.last = row.last;
      }
    }
    const all = [...merged.values()];
    if (all.length === 0) return;
    await client.query(
      `insert into ${db.s}.archived_counts as t
         (user_id, feature, action, signal, details, n, first_at, last_at)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::bigint[],
         $7::timestamptz[], $8::timestamptz[])
       on conflict (user_id, feature, action, signal, details) do update set n = t.n + excluded.n,
         first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at)`,
      [
        all.map((row) => row.userId),
        all.map((row) => row.feature),
        all.map((row) => row.action),
        all.map((row) => row.signal),
        all.map((row) => row.details),
        all.map((row) => row.n),
        all.map((row) => row.first?.toISOString() ?? null),
        all.map((row) => row.last?.toISOString() ?? null),
      ],
    );
  }

  return {
    addGroups: (groups: readonly GoneGroup[]) =>
      add(
        groups.map((group) => ({
          userId: group.user_id,
          feature: group.feature,
          action: group.action,
          signal: '',
          details: JSON.stringify(detailsOf(group)),
          n: group.n,
          first: group.first,
          last: group.last,
        })),
      ),
    addSignals: (signals: readonly GoneSignal[]) =>
      add(
        signals.map(({ user_id, signal, n }) => ({
          userId: user_id,
          feature: featureOfSignal(c, signal) ?? '',
          action: '',
          signal,
          details: '{}',
          n,
          first: null,
          last: null,
        })),
      ),
  };
}

interface Row {
  readonly userId: string;
  readonly feature: string;
  readonly action: string;
  readonly signal: string;
  readonly details: string;
  n: number;
  first: Date | null;
  last: Date | null;
}

/** A signal belongs to the feature of the counter that it feeds. */
export function featureOfSignal(c: CatalogueInput, signal: string): string | undefined {
  return Object.values(c.counters).find((def) => def.signal === signal)?.feature;
}

/** Values that are told apart later too: those of rollups, and those that a counter asks for. */
async function knownValues(db: Database, client: pg.PoolClient, c: CatalogueInput): Promise<Set<string>> {
  const { rows } = await client.query<{ breakdown: string; value: string }>(
    `select breakdown, value from ${db.s}.breakdown_values`,
  );
  const asked = Object.values(c.counters).flatMap((def) => Object.entries(def.where ?? {}));
  return new Set([
    ...rows.map(({ breakdown, value }) => `${breakdown} ${fold(value)}`),
    ...asked.map(([breakdown, value]) => `${breakdown} ${fold(value)}`),
  ]);
}

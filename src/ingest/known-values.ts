import { MAX_BREAKDOWN_VALUES, registerValues } from '../db/breakdown-values.ts';
import { type Database, transaction } from '../db/connect.ts';
import type { Activity } from './activity.ts';
import { OTHER } from './tally.ts';

const LOCK = 7_262_103;

/** The registry of breakdown values. A value is registered before its first activity is counted. */
export function createKnownValues(db: Database) {
  const registered = new Map<string, Set<string>>();
  /** Breakdowns whose registry is full: what is not in it never will be. */
  const full = new Set<string>();

  const has = (breakdown: string, value: string) => registered.get(breakdown)?.has(value) ?? false;

  async function register(breakdown: string, values: readonly string[]): Promise<void> {
    const all = await transaction(db, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
      await registerValues(db, client, breakdown, values);
      const { rows } = await client.query<{ value: string }>(
        `select value from ${db.s}.breakdown_values where breakdown = $1`,
        [breakdown],
      );
      return rows.map((row) => row.value);
    });
    registered.set(breakdown, new Set(all));
    if (all.length >= MAX_BREAKDOWN_VALUES) full.add(breakdown);
  }

  return {
    async load(activities: readonly Activity[]): Promise<void> {
      const unknown = new Map<string, Set<string>>();
      for (const a of activities)
        for (const [breakdown, value] of a.breakdowns)
          if (!has(breakdown, value) && !full.has(breakdown))
            unknown.set(breakdown, (unknown.get(breakdown) ?? new Set()).add(value));
      for (const [breakdown, values] of unknown) await register(breakdown, [...values]);
    },
    keptAs: (breakdown: string, value: string) => (has(breakdown, value) ? value : OTHER),
  };
}

export type KnownValues = ReturnType<typeof createKnownValues>;

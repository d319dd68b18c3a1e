import {
  type KeptAs,
  keptAs,
  MAX_BREAKDOWN_VALUES,
  OTHER,
  registeredValues,
  registerValues,
} from '../db/breakdown-values.ts';
import { type Database, transaction } from '../db/connect.ts';
import type { Activity } from './activity.ts';

const LOCK = 7_262_103;

/** The registry of breakdown values. A value is registered before its first activity is counted. */
export function createKnownValues(db: Database) {
  /** By breakdown. */
  const registered = new Map<string, { keptAs: KeptAs; full: boolean }>();
  const has = (breakdown: string, value: string) => {
    const known = registered.get(breakdown);
    // What is not in a full registry never will be.
    return known !== undefined && (known.full || known.keptAs(breakdown, value) !== OTHER);
  };

  async function register(breakdown: string, values: readonly string[]): Promise<void> {
    const all = await transaction(db, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
      await registerValues(db, client, breakdown, values);
      return (await registeredValues(db, client)).filter((row) => row.breakdown === breakdown);
    });
    registered.set(breakdown, { keptAs: keptAs(all), full: all.length >= MAX_BREAKDOWN_VALUES });
  }

  return {
    async load(activities: readonly Activity[]): Promise<void> {
      const unknown = new Map<string, Set<string>>();
      for (const a of activities)
        for (const [breakdown, value] of a.breakdowns)
          if (!has(breakdown, value))
            unknown.set(breakdown, (unknown.get(breakdown) ?? new Set()).add(value));
      for (const [breakdown, values] of unknown) await register(breakdown, [...values]);
    },
    keptAs: (breakdown: string, value: string) =>
      registered.get(breakdown)?.keptAs(breakdown, value) ?? OTHER,
  };
}

export type KnownValues = ReturnType<typeof createKnownValues>;

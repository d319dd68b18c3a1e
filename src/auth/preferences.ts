import { eq } from 'drizzle-orm';
import type { Preferences } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';

const NONE: Preferences = { timezone: null, language: null };

/** How each actor wants to see the panel. */
export function createPreferences(db: Database, now: () => number) {
  const t = db.tables.operatorPreferences;
  const told = { timezone: t.timezone, language: t.language };
  return {
    async of(actor: string): Promise<Preferences> {
      const [row] = await db.orm.select(told).from(t).where(eq(t.actor, actor));
      return (row as Preferences | undefined) ?? NONE;
    },

    /** @param change what isn't named stays as it is */
    async change(actor: string, change: Partial<Preferences>): Promise<Preferences> {
      const values = { ...change, updatedAt: new Date(now()) };
      const [row] = await db.orm
        .insert(t)
        .values({ actor, ...values })
        .onConflictDoUpdate({ target: t.actor, set: values })
        .returning(told);
      return row as Preferences;
    },
  };
}

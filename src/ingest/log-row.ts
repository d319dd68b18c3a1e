import { breakdownValue, type CatalogueInput, own } from '../catalogue/index.ts';
import type { Activity } from './activity.ts';

/** What of the log is needed to count a row again. */
export interface LogRow {
  user_id: string;
  created_at: Date;
  event_id: string;
  action: string;
  feature: string;
  details: unknown;
}

export const LOG_COLUMNS = 'l.user_id, l.created_at, l.event_id, l.action, l.feature, l.details';

/** Reads the rolled-up details out of an activity's details as the log keeps them. */
export function createBreakdowns(c: CatalogueInput) {
  const namesOf = new Map(
    Object.keys(c.actions).map((action) => [
      action,
      Object.keys(c.breakdowns).filter((name) => own(c.breakdowns, name)?.actions.includes(action)),
    ]),
  );
  return {
    has: (action: string): boolean => (namesOf.get(action)?.length ?? 0) > 0,
    of(action: string, details: unknown): [string, string][] {
      const pairs: [string, string][] = [];
      for (const name of namesOf.get(action) ?? []) {
        const value = breakdownValue(c, name, own(details as Record<string, unknown> | null, name));
        if (value !== null) pairs.push([name, value]);
      }
      return pairs;
    },
  };
}

/** A log row as an activity to be counted; what counting doesn't read is left out. */
export function createActivityOf(c: CatalogueInput): (row: LogRow) => Activity {
  const breakdowns = createBreakdowns(c);
  return (row) => ({
    userId: row.user_id,
    createdAt: row.created_at.getTime(),
    eventId: row.event_id,
    action: row.action,
    feature: row.feature,
    details: null,
    sessionId: null,
    visitId: null,
    ipAddress: null,
    userAgent: null,
    breakdowns: breakdowns.of(row.action, row.details),
  });
}

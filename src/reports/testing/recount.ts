import { type DefaultCatalogue, defaultCatalogue } from '../../catalogue/index.ts';
import type { Database } from '../../db/connect.ts';

/**
 * The same numbers counted one by one from raw rows. It shares nothing with the reports but the catalogue
 * as data, so that both can not be wrong alike.
 */

export interface LogRow {
  userId: string;
  action: keyof DefaultCatalogue['actions'];
  at: number;
  details: Record<string, unknown> | null;
  internal: boolean;
}

export interface UserRecord {
  id: string;
  internal: boolean;
  joined: number | null;
  deleted: number | null;
  identified: boolean;
  name: string | null;
}

export interface Raw {
  log: LogRow[];
  users: UserRecord[];
  signals: { userId: string; hour: number; signal: string; n: number; internal: boolean }[];
  money: { userId: string; kind: string; amount: number; currency: string; at: number; internal: boolean }[];
}

export async function readRaw({ pool, s }: Database): Promise<Raw> {
  const users = (
    await pool.query(
      `select id, internal, identified, name, extract(epoch from coalesce(created_at, first_seen_at))::float8 * 1000 as joined,
         extract(epoch from deleted_at)::float8 * 1000 as deleted from ${s}.users`,
    )
  ).rows as UserRecord[];
  const internal = new Set(users.filter((u) => u.internal).map((u) => u.id));
  const rows = async (text: string) =>
    (await pool.query(text)).rows.map((row) => ({
      ...row,
      ...(row.at && { at: row.at.getTime() }),
      ...(row.hour && { hour: row.hour.getTime() }),
      internal: internal.has(row.userId),
    }));
  return {
    users,
    log: await rows(
      `select user_id as "userId", action, created_at as at, details from ${s}.user_activity_logs`,
    ),
    signals: await rows(`select user_id as "userId", hour, signal, n from ${s}.user_signals`),
    money: await rows(
      `select user_id as "userId", kind, amount, currency, created_at as at from ${s}.credit_transactions`,
    ),
  };
}

export interface Question {
  start: number;
  end: number;
  excludeInternal: boolean;
  feature?: string | undefined;
  action?: readonly string[] | undefined;
  theme?: string | undefined;
  layout?: string | undefined;
  mood?: string | undefined;
  userId?: string | undefined;
}

const { actions, counters } = defaultCatalogue;
export const featureOf = (row: LogRow): string => actions[row.action].feature;

const SPELLINGS: Record<string, Record<string, string>> = {
  theme: {
    joi: 'JOI',
    forcedbi: 'Forced-Bi',
    beta: 'Beta',
    cbt: 'CBT',
    cuckold: 'Cuckold',
    oddone: 'Odd one',
  },
  layout: { sidebyside: 'side-by-side', topbottom: 'top-bottom' },
};
const TELLING: Record<string, string[]> = {
  theme: ['smart_caption_generated'],
  layout: ['babecock_created', 'babecock_remix'],
};

/** A row's theme or layout as the contract spells it; undefined where it does not count. */
export function detailOf(row: LogRow, name: 'theme' | 'layout'): string | undefined {
  if (!TELLING[name]!.includes(row.action)) return undefined;
  const raw = row.details?.[name];
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const key = String(raw).toLowerCase().replaceAll(/[ _-]/g, '');
  return SPELLINGS[name]![key] ?? (String(raw).trim() || undefined);
}

/** Names a feature of staff, or an action of one: then internal accounts are people. */
const namesStaff = (q: Question) =>
  q.feature === 'admin' ||
  (q.action?.some((action) => actions[action as LogRow['action']].feature === 'admin') ?? false);

function matches(row: LogRow, q: Question): boolean {
  return (
    row.at >= q.start &&
    row.at < q.end &&
    (q.feature === undefined || featureOf(row) === q.feature) &&
    (q.action?.includes(row.action) ?? true) &&
    (q.theme === undefined || detailOf(row, 'theme') === q.theme) &&
    (q.layout === undefined || detailOf(row, 'layout') === q.layout) &&
    (q.mood === undefined || row.details?.mood === q.mood) &&
    (q.userId === undefined || row.userId === q.userId)
  );
}

/** Rows that count: all but what internal accounts did outside of staff's own features. */
export const ofLines = (raw: Raw, q: Question) =>
  raw.log.filter(
    (row) => matches(row, q) && (!row.internal || !q.excludeInternal || featureOf(row) === 'admin'),
  );

/** Those of the people who are listed. */
export const ofPeople = (raw: Raw, q: Question) =>
  ofLines(raw, q).filter((row) => !row.internal || !q.excludeInternal || namesStaff(q));

/** Signals that feed some counter of a question, with its feature. */
export function signalsIn(raw: Raw, q: Question) {
  if ([q.action, q.theme, q.layout, q.mood].some((x) => x !== undefined)) return [];
  const fed = Object.values(counters).flatMap((def) =>
    'signal' in def && (q.feature === undefined || q.feature === def.feature) ? [def.signal as string] : [],
  );
  return raw.signals.filter(
    (x) =>
      fed.includes(x.signal) &&
      x.hour >= q.start &&
      x.hour < q.end &&
      (!x.internal || !q.excludeInternal) &&
      (q.userId === undefined || x.userId === q.userId),
  );
}

export function countersIn(rows: LogRow[], raw: Raw, q: Question, userId?: string): Record<string, number> {
  const signals = signalsIn(raw, q).filter((x) => userId === undefined || x.userId === userId);
  return Object.fromEntries(
    Object.entries(counters).map(([name, def]) => {
      if ('signal' in def) {
        const hours = signals.filter((x) => x.signal === def.signal);
        return [name, hours.reduce((sum, x) => sum + x.n, 0)];
      }
      const counted = rows.filter((row) => {
        if (!(def.actions as readonly string[]).includes(row.action)) return false;
        if (!('where' in def)) return true;
        const [[by, value]] = Object.entries(def.where) as [['theme' | 'layout', string]];
        return detailOf(row, by) === value;
      });
      return [name, counted.length];
    }),
  );
}

export const RANKED = [
  'sessionsCreated',
  'smartCaptionsGenerated',
  'customCaptionsGenerated',
  'babecockImagesCreated',
  'mediaUploaded',
];

export const ranked = (of: Record<string, number>) => RANKED.reduce((sum, name) => sum + of[name]!, 0);

export function tallyBy<T>(rows: T[], key: (row: T) => string | undefined): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of rows) {
    const k = key(row);
    if (k !== undefined) found[k] = (found[k] ?? 0) + 1;
  }
  return found;
}

export const distinct = (values: unknown[]) => new Set(values).size;

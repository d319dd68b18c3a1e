import type { Database } from '../../db/connect.ts';
import {
  countersIn,
  featureOf,
  type LogRow,
  ofPeople,
  type Question,
  type Raw,
  ranked,
  readRaw,
  signalsIn,
} from './recount.ts';

/** All that a list of people is recounted from. */
export interface ListWorld extends Raw {
  /** What the platform told of each user, by the instant. */
  readonly facts: Readonly<Record<string, readonly { userId: string; at: number }[]>>;
}

export async function readListWorld(db: Database): Promise<ListWorld> {
  const facts = async (text: string) =>
    (await db.pool.query<{ userId: string; at: Date }>(text)).rows.map((row) => ({
      ...row,
      at: row.at.getTime(),
    }));
  return {
    ...(await readRaw(db)),
    facts: {
      communityShares: await facts(
        `select owner_id as "userId", shared_at as at from ${db.s}.community_shares`,
      ),
      payments: await facts(
        `select user_id as "userId", created_at as at from ${db.s}.credit_transactions where kind <> 'referral_reward'`,
      ),
    },
  };
}

/** A row as far as conditions and the order tell it. */
export interface Listed {
  readonly userId: string;
  readonly [number: string]: number | string;
}

interface Told {
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly comparison: { readonly start: string; readonly end: string } | null;
}

type Query = Readonly<Record<string, string>>;

/** Numbers of a user in a span, counted one by one. */
function numbersOf(w: ListWorld, q: Question, userId: string): Record<string, number> {
  const rows = ofPeople(w, q).filter((row) => row.userId === userId);
  const counters = countersIn(rows, w, q, userId);
  const features: Record<string, number> = {};
  for (const name of ['media_gallery', 'smart_captions', 'community'])
    features[`byFeature.${name}`] = rows.filter((row: LogRow) => featureOf(row) === name).length;
  const facts = Object.entries(w.facts).map(([name, list]) => [
    `facts.${name}`,
    list.filter((fact) => fact.userId === userId && fact.at >= q.start && fact.at < q.end).length,
  ]);
  return {
    ...counters,
    ...features,
    ...Object.fromEntries(facts),
    activities: rows.length,
    totalActivity: ranked(counters),
  };
}

const wasThere = (w: ListWorld, q: Question, userId: string) =>
  ofPeople(w, q).some((row) => row.userId === userId) || signalsIn(w, q).some((row) => row.userId === userId);

/** Local midnight of a date, found by trying: nothing of the product's calendar is used. */
function midnight(date: string, zone: string): number {
  const shown = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const noon = Date.parse(`${date}T00:00:00Z`);
  for (let ms = noon - 15 * 3_600_000; ms <= noon + 15 * 3_600_000; ms += 900_000)
    if (shown.format(ms).startsWith(date)) return ms;
  throw new Error(`no ${date} in ${zone}`);
}
const dateAt = (ms: number, zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(ms);
const DAY = 86_400_000;
const later = (date: string, days: number) =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** Users of a list with the numbers that the question is about, in its order: what the contract says, plainly. */
export function whoIsListed(
  w: ListWorld,
  query: Query,
  meta: Told & { computedAt?: string },
  now = NOW,
): Listed[] {
  const zone = meta.timezone;
  const of = (span: { start: string; end: string }): Question => ({
    start: Date.parse(span.start),
    end: Date.parse(span.end),
    excludeInternal: query.excludeInternal !== 'false',
    feature: query.feature,
  });
  const range = of(meta);
  const tests = Object.entries(query).flatMap(([name, text]) => {
    const about = /^people\[(.+)\]$/.exec(name)?.[1];
    return about === undefined ? [] : text.split(',').map((part) => [about, part.trim()] as const);
  });
  const changes = tests.filter(([, text]) => /^(fell|rose)/.test(text)).map(([about]) => about);
  const { sortBy = 'totalActivity', sortAs = 'now' } = query;
  if (sortAs !== 'now') changes.push(sortBy);
  const before = changes.length > 0 ? of(meta.comparison!) : null;
  const looksBack = tests.some(([about]) => about === 'lastSeen');
  const people = w.users.filter(
    (user) => !user.internal || query.excludeInternal === 'false' || query.feature === 'admin',
  );
  const isThere = (user: Raw['users'][number]) => user.deleted === null || user.deleted >= range.end;
  const listed = people.filter((user) => {
    if (query.joined === 'range') return user.joined! >= range.start && user.joined! < range.end;
    const account = user.joined !== null && user.joined < range.end && isThere(user);
    if (query.joined === 'ever') return account;
    if (wasThere(w, range, user.id)) return true;
    if (before && isThere(user) && wasThere(w, before, user.id)) return true;
    return (query.include === 'inactive' || looksBack) && account;
  });
  const rows = listed.flatMap((user) => {
    const is = numbersOf(w, range, user.id);
    const was = before && numbersOf(w, before, user.id);
    const seen = w.log.filter((row) => row.userId === user.id).map(({ at }) => at);
    const instants = { lastSeen: seen.length > 0 ? Math.max(...seen) : null, joined: user.joined };
    const meets = tests.every(([about, text]) => {
      if (about === 'internal') return String(user.internal) === text;
      if (about === 'lastSeen' || about === 'joined')
        return isWhen(instants[about], text, { zone, now, range });
      return isNumber(text, is[about]!, was?.[about] ?? null);
    });
    if (!meets) return [];
    const compared = Object.fromEntries(
      changes.flatMap((name) => [
        [`previous.${name}`, was![name]!],
        [`change.${name}`, is[name]! - was![name]!],
      ]),
    );
    const asked = Object.fromEntries(
      [sortBy, ...tests.map(([about]) => about)].flatMap((name) => (name in is ? [[name, is[name]!]] : [])),
    );
    const score =
      sortAs === 'now' ? is[sortBy]! : sortAs === 'previous' ? was![sortBy]! : compared[`change.${sortBy}`]!;
    return [{ row: { userId: user.id, ...asked, ...compared } as Listed, score }];
  });
  const sign = query.sortOrder === 'asc' ? 1 : -1;
  return rows
    .sort((a, b) => sign * (a.score - b.score) || (a.row.userId < b.row.userId ? -1 : 1))
    .map(({ row }) => row);
}

const NOW = Date.parse('2026-03-20T12:00:00Z');

function isNumber(text: string, is: number, was: number | null): boolean {
  const [, way, sign = way ? '>' : '=', n = '0', percent] =
    /^(fell|rose)?(>=|>|<=|<|=)?([\d.]+)?(%)?$/.exec(text) ?? [];
  const by = way === undefined ? is : way === 'fell' ? was! - is : is - was!;
  if (way !== undefined && by <= 0) return false;
  if (percent && was === 0) return false;
  const limit = percent ? (Number(n) / 100) * was! : Number(n);
  if (sign === '=') return by === limit;
  return sign.startsWith('>')
    ? by > limit || (sign === '>=' && by === limit)
    : by < limit || (sign === '<=' && by === limit);
}

function isWhen(
  at: number | null,
  text: string,
  { zone, now, range }: { zone: string; now: number; range: Question },
): boolean {
  if (text === 'never') return at === null;
  if (at === null) return false;
  if (text === 'range') return at >= range.start && at < range.end;
  const [, side, value] = /^(\w+):(.+)$/.exec(text)!;
  if (side === 'within' || side === 'over') {
    const first = midnight(later(dateAt(now, zone), 1 - Number.parseInt(value!, 10)), zone);
    return side === 'within' ? at >= first : at < first;
  }
  const isInstant = value!.includes('T');
  if (side === 'before') return at < (isInstant ? Date.parse(value!) : midnight(value!, zone));
  return at >= (isInstant ? Date.parse(value!) : midnight(later(value!, 1), zone));
}

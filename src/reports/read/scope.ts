import { NONE, NOT } from '../../contract/index.ts';
import { sql } from '../../db/sql.ts';
import { beginningOf } from '../beginning.ts';
import { rangeOf } from '../meta.ts';
import { joinedIn } from '../people/listed.ts';
import { firstPayments, mostUsedIn, referralCodes } from '../people/traits.ts';
import { LISTED, type RangeQuery, uncompared } from '../range/period.ts';
import { membersOf, segmentAsked } from '../segments/named.ts';
import { activityScope, type ReadScope, type ScopeQuery } from './activity-scope.ts';
import { type FoundUsers, findUsers } from './find-users.ts';
import type { ReportReader } from './reader.ts';
import { look } from './seen.ts';

export type { ReadScope, ScopeQuery } from './activity-scope.ts';

/** Reads a query's filters, and looks up whom they mean: who is meant by all of them. */
export async function resolveScope(r: ReportReader, query: ScopeQuery): Promise<ReadScope> {
  let scope = await sinceFirst(r, await activityScope(r, query));
  const { userId, search } = query;
  if (userId !== undefined || search !== undefined)
    scope = { ...scope, users: await findUsers(r, { userId, search }) };
  for (const filter of [bySegment, byReferralCode, byAccount, byPaid, byMostUsed]) {
    const found = await filter(r, query, scope);
    if (!found) continue;
    scope = {
      ...scope,
      users: await among(r, scope.users, found),
      ofRange: scope.ofRange || (found.ofRange ?? false),
      echo: { ...scope.echo, ...found.echo },
    };
  }
  return scope;
}

/** Before anything that counts there is no part of the week to look at: numbers of all time begin with year 1. */
async function sinceFirst(r: ReportReader, scope: ReadScope): Promise<ReadScope> {
  const { only } = scope;
  if (!only) return scope;
  const first = (await beginningOf(r, scope, ['activity', 'signals'])) ?? r.ctx.now;
  return {
    ...scope,
    only: ({ start, end }) => (end <= first ? [] : only({ start: Math.max(start, first), end })),
  };
}

/** Whom a filter means, by number. */
interface Meant extends Partial<Pick<ReadScope, 'ofRange' | 'echo'>> {
  is(no: number): boolean;
  /** All of them, where they aren't everybody but some. */
  readonly all?: Iterable<number>;
}
type Filter = (r: ReportReader, query: ScopeQuery, scope: ReadScope) => Promise<Meant | null>;

const bySegment: Filter = async (r, { segment: text }) => {
  if (text === undefined) return null;
  const not = text.startsWith(NOT);
  const segment = await segmentAsked(r, not ? text.slice(NOT.length) : text);
  const members = new Set((await membersOf(r, segment)).nos);
  return {
    is: (no) => members.has(no) !== not,
    ...(!not && { all: members }),
    echo: { segment: text, segmentName: segment.name, segmentVersion: String(segment.version) },
  };
};

const byReferralCode: Filter = async (r, { referralCode }) => {
  if (referralCode === undefined) return null;
  const codes = await referralCodes(r);
  const is = (no: number) => (codes.get(no) ?? NONE) === referralCode;
  return { is, ...(referralCode !== NONE && { all: [...codes.keys()].filter(is) }) };
};

/** The range of a query, as it is without what depends on it. */
const asked = (r: ReportReader, query: ScopeQuery, scope: ReadScope) =>
  rangeOf(r, uncompared({ ...(query as unknown as RangeQuery), ...LISTED }), scope, ['activity']);

const byAccount: Filter = async (r, query, scope) => {
  if (query.account === undefined) return null;
  const span = await asked(r, query, scope);
  const fresh = new Set(await joinedIn(r, span, { ...scope, internalPeople: true }));
  const isNew = query.account === 'new';
  return { is: (no) => fresh.has(no) === isNew, ...(isNew && { all: fresh }), ofRange: true };
};

const byPaid: Filter = async (r, query, scope) => {
  if (query.paid === undefined) return null;
  const { start } = await asked(r, query, scope);
  const first = await firstPayments(r);
  const had = (no: number) => first.has(no) && first.get(no)! < start;
  const wanted = query.paid === 'before';
  return {
    is: (no) => had(no) === wanted,
    ...(wanted && { all: [...first.keys()].filter(had) }),
    ofRange: true,
  };
};

const byMostUsed: Filter = async (r, query, scope) => {
  if (query.mostUsed === undefined) return null;
  const span = await asked(r, query, scope);
  const v = await look(r, scope, [span], { asked: query as object, counts: 'people' });
  const [found] = await mostUsedIn(r, v, [span]);
  const is = (no: number) => found!.mostUsed(no) === query.mostUsed;
  return { is, all: [...found!.activities.keys()].filter(is), ofRange: true };
};

async function among(r: ReportReader, found: FoundUsers | null, { is, all }: Meant): Promise<FoundUsers> {
  const { ids, nos } = found ?? (await usersOf(r, all));
  const kept = nos.flatMap((no, i) => (is(no) ? [{ no, id: ids[i]! }] : []));
  return { ids: kept.map(({ id }) => id), nos: kept.map(({ no }) => no) };
}

async function usersOf(r: ReportReader, nos?: Iterable<number>): Promise<FoundUsers> {
  const which = nos ? sql`user_no = any(${[...nos]}::int[])` : sql`true`;
  const rows = await r.rows<{ ids: string[] | null; nos: number[] | null }>(
    sql`select array_agg(id order by user_no) as ids, array_agg(user_no order by user_no) as nos
      from ${r.ctx.db.tables.users} where ${which}`,
  );
  return { ids: rows[0]?.ids ?? [], nos: rows[0]?.nos ?? [] };
}

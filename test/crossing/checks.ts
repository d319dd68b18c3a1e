import { defaultCatalogue } from '../../src/catalogue/index.ts';
import type { Answered } from '../support/http.ts';
import { anonymousGroups, anonymousRows, anonymousSummary } from './anonymous.ts';
import { asCells, ask, rowsOf as cellsOf, everyPage } from './ask.ts';
import { differences } from './differences.ts';
import { groupsOf } from './oracle/groups.ts';
import { activitiesIn, type Facts, featureOf } from './oracle/matching.ts';
import { byFeatureOf, inFile, ordered, rowsOf, shown, topOf } from './oracle/people.ts';
import {
  analyticsOf,
  communityLikesOf,
  communitySharesOf,
  communityStatsOf,
  creditTransactionsOf,
  moneyTotals,
  recentReferralsOf,
  referralStatsOf,
  unidentifiedAt,
} from './oracle/platform.ts';
import { bucketsOf, dateOf, type Range } from './oracle/range.ts';
import { todayOf } from './oracle/today.ts';
import { countersOf, distinct, featuresOf, mostFirst, summaryOf, totalOf } from './oracle/usage.ts';
import type { Platform } from './platform.ts';
import { type Params, type Question, VIEWS, type View } from './questions.ts';

export interface Asked {
  readonly p: Platform;
  readonly f: Facts;
  readonly question: Question;
  readonly range: Range;
  readonly answer: Answered;
}

const iso = (at: number) => new Date(at).toISOString();

/** Of `meta` what a question decides. */
function metaOf({ answer, range }: Asked, more: Readonly<Record<string, unknown>> = {}): string[] {
  const { meta } = answer.json;
  const expected = {
    start: iso(range.start),
    end: iso(range.end),
    timezone: range.zone,
    comparison: range.comparison && { start: iso(range.comparison.start), end: iso(range.comparison.end) },
    ...more,
  };
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, meta[name]]));
  return differences(expected, found, 'meta');
}

/** A list as pages, or whole as a file; the first page tells its sums. */
async function listed(
  a: Asked,
  field: string,
  expected: readonly Record<string, unknown>[],
  first: Readonly<Record<string, unknown>> = {},
) {
  const { view, params } = a.question;
  const rows = await everyPage(
    a.p,
    VIEWS[view].endpoint,
    { ...params, pageSize: '37' },
    await ask(a.p, VIEWS[view].endpoint, { ...params, pageSize: '37' }),
    field,
  );
  const { [field]: _, nextCursor: __, meta, ...rest } = a.answer.json;
  const file = await ask(a.p, VIEWS[view].endpoint, { ...params, format: 'ndjson' });
  return [
    ...differences(expected, rows, field),
    ...differences(expected.slice(0, 20), a.answer.json[field], `${field} of the first page`),
    ...differences(first, rest, ''),
    ...differences(expected.length, meta.totalRows, 'meta.totalRows'),
    ...differences(expected.map(flat), cellsOf(file, 'ndjson'), 'file'),
  ];
}

/** A row as a file of facts has it. */
function flat(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const party = (name: string) => {
    const of = row[name] as { id: string; email: string | null; name: string | null } | undefined;
    return of ? { [`${name}Id`]: of.id, [`${name}Email`]: of.email, [`${name}Name`]: of.name } : {};
  };
  const { referrer: _, referee: __, ...rest } = row;
  const { id, ...others } = rest;
  return row.referrer ? { ...others, ...party('referrer'), ...party('referee') } : { ...others, id };
}

const intervalOf = ({ question, answer }: Asked): string => {
  const { interval = 'auto' } = question.params;
  return interval === 'auto' ? answer.json.meta.interval : interval;
};

async function usage(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const { users, topUsers, summary, features: _, meta: __, ...rest } = answer.json;
  if (params.anonymize) return anonymousSummary(a);
  const rows = ordered(rowsOf(f, params, range), params.sortBy, params.sortOrder);
  return [
    ...differences(rows.slice(0, 20).map(shown), users, 'users'),
    ...differences(
      topOf(rowsOf(f, { ...params, include: undefined, joined: undefined } as Params, range)),
      topUsers,
      'topUsers',
    ),
    ...differences(summaryOf(f, params, range), summary, 'summary'),
    ...featuresIn(a),
    ...differences({}, rest),
    ...metaOf(a, { totalRows: rows.length }),
  ];
}

/** Equally frequent values have no order; more frequent ones come first. */
function featuresIn(a: Asked): string[] {
  const found = structuredClone(a.answer.json.features) as ReturnType<typeof featuresOf>;
  const lists = found.flatMap(({ distributions }) => Object.values(distributions));
  const unordered = lists.some((list) => list.some(({ count }, i) => i > 0 && count > list[i - 1]!.count));
  for (const list of lists) list.sort(mostFirst);
  return [
    ...differences(featuresOf(a.f, a.question.params, a.range), found, 'features'),
    ...(unordered ? ['features: a distribution is not ordered by its counts'] : []),
  ];
}

async function pages(a: Asked): Promise<string[]> {
  const { p, f, question, range } = a;
  const { params } = question;
  const size = Number(params.pageSize);
  const rows = ordered(rowsOf(f, params, range), params.sortBy, params.sortOrder);
  const found: Record<string, unknown>[] = [];
  for (let page = 1; ; page++) {
    const { json } =
      page === 1 ? a.answer : await ask(p, 'usageAnalytics', { ...params, page: String(page) } as Params);
    found.push(...json.users);
    if (json.users.length < size) break;
  }
  if (params.anonymize) return anonymousRows(a, rows, found);
  return [...differences(rows.map(shown), found, 'users'), ...metaOf(a, { totalRows: rows.length })];
}

async function groups(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const interval = intervalOf(a);
  const expected = groupsOf(f, params, range, interval);
  const { json } = answer;
  if (params.anonymize) return anonymousGroups(a, expected.groups, json.groups);
  return [
    ...differences(expected.groups.slice(0, 1_000), json.groups, 'groups'),
    ...differences(expected.groups.length, json.totalGroups, 'totalGroups'),
    ...differences(expected.series, json.groupSeries, 'groupSeries'),
    ...differences(
      expected.series &&
        bucketsOf(range, interval, range.zone).map(({ start, end }) => ({
          start: iso(start),
          end: iso(end),
        })),
      json.groupBuckets,
      'groupBuckets',
    ),
    ...metaOf(a),
  ];
}

async function groupsFile(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const expected = groupsOf(f, params, range, 'day').groups.map(({ key, label, count, previous, trend }) => ({
    ...(key as object),
    label,
    count,
    previous,
    change: (trend as { change: number } | null)?.change ?? null,
    changePercent: (trend as { changePercent: number } | null)?.changePercent ?? null,
  }));
  const found = cellsOf(answer, params.format!);
  if (params.anonymize) return anonymousGroups(a, expected, found);
  return differences(
    expected.map((row) => rounded(asCells(row, params.format!))),
    found.map(rounded),
    'file',
  );
}

/** A percentage in a file of texts. */
const rounded = (row: Record<string, unknown>) =>
  typeof row.changePercent === 'string' && row.changePercent !== ''
    ? { ...row, changePercent: Number(row.changePercent) }
    : row;

async function usersFile(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  const { params } = question;
  const rows = ordered(rowsOf(f, params, range), params.sortBy, params.sortOrder);
  const found = cellsOf(answer, params.format!);
  if (params.anonymize) return anonymousRows(a, rows, found);
  return [
    ...differences(
      rows.map((row) => asCells(inFile(row, range), params.format!)),
      found,
      'file',
    ),
    ...differences(String(rows.length), answer.headers.get('x-total-rows'), 'x-total-rows'),
  ];
}

async function summary(a: Asked): Promise<string[]> {
  const { f, question, range, answer } = a;
  if (question.params.anonymize) return anonymousSummary(a);
  const { summary, features: _, meta: __, ...rest } = answer.json;
  return [
    ...differences(summaryOf(f, question.params, range), summary, 'summary'),
    ...featuresIn(a),
    ...differences({}, rest),
    ...metaOf(a),
  ];
}

async function user(a: Asked): Promise<string[]> {
  const { p, f, question, range, answer } = a;
  const { userId = '', period, startDate, feature, timezone } = question.params;
  const given = period !== undefined || startDate !== undefined;
  const account = f.accountOf.get(userId)!;
  // Whoever asks for one account asks for all of it, internal or not.
  const q: Params = { userId, excludeInternal: 'false' };
  const span = { start: -8e15, end: 8e15 };
  const ever = activitiesIn(f, q, span);
  const all = countersOf(
    ever,
    f.world.signals.filter((s) => s.userId === userId),
  );
  const inside = rowsOf(f, q, range)[0];
  const times = ever.map(({ at }) => at);
  const days = new Map<string, number>();
  for (const { at } of inside?.list ?? [])
    days.set(dateOf(at, range.zone), (days.get(dateOf(at, range.zone)) ?? 0) + 1);
  const counters = inside?.counters ?? countersOf([], []);
  const shownOnes = (given ? (inside?.list ?? []) : ever).filter(
    (x) => feature === undefined || featureOf(x) === feature,
  );
  const { recentActivity: _, nextCursor: __, meta: ___, ...rest } = answer.json;
  const at = (times: number[], pick: (...times: number[]) => number) =>
    times.length === 0 ? null : iso(pick(...times));
  return [
    ...differences(
      {
        userId,
        user: {
          userId,
          email: account.email,
          name: account.name,
          avatarUrl: null,
          role: account.role,
          internal: account.internal,
          identified: account.identified,
          createdAt: iso(account.createdAt),
          deletedAt: account.deletedAt && iso(account.deletedAt),
        },
        usageStats: {
          ...all,
          totalActivity: totalOf(all),
          firstActivityAt: at(times, Math.min),
          lastActivityAt: at(times, Math.max),
        },
        rangeStats: given
          ? { ...counters, totalActivity: totalOf(counters), activities: inside?.list.length ?? 0 }
          : null,
        days: [...days]
          .sort(([x], [y]) => (x < y ? -1 : 1))
          .map(([day, activities]) => ({ day, activities })),
        byFeature: byFeatureOf(inside?.list ?? []),
      },
      rest,
    ),
    ...differences(
      shownOnes.sort(latestFirst).map(({ eventId, action, at, details, sessionId, visitId }) => ({
        eventId,
        action,
        feature: defaultCatalogue.actions[action].feature,
        timestamp: iso(at),
        details,
        sessionId,
        visitId,
      })),
      await everyPage(p, 'userUsage', question.params, answer, 'recentActivity'),
      'recentActivity',
    ),
    ...metaOf({ ...a, range: { ...range, comparison: null } }, { timezone: timezone ?? range.zone }),
  ];
}

const latestFirst = (a: { at: number; eventId: string }, b: { at: number; eventId: string }) =>
  b.at - a.at || (a.eventId < b.eventId ? 1 : -1);

const activityRows = ({ f, question, range }: Asked) =>
  activitiesIn(f, question.params, range)
    .sort(latestFirst)
    .map(({ at, userId, action, details, sessionId, visitId, eventId }) => ({
      timestamp: iso(at),
      userId,
      email: f.accountOf.get(userId)!.email,
      name: f.accountOf.get(userId)!.name,
      action,
      feature: defaultCatalogue.actions[action].feature,
      details,
      sessionId,
      visitId,
      eventId,
    }));

async function activities(a: Asked): Promise<string[]> {
  const expected = activityRows(a);
  return [
    ...differences(
      expected,
      await everyPage(a.p, 'activities', a.question.params, a.answer, 'activities'),
      'activities',
    ),
    ...metaOf({ ...a, range: { ...a.range, comparison: null } }, { totalRows: expected.length }),
  ];
}

async function activitiesFile(a: Asked): Promise<string[]> {
  const { format = '' } = a.question.params;
  const parsed = (row: Record<string, unknown>) =>
    typeof row.details === 'string' && row.details !== ''
      ? { ...row, details: JSON.parse(row.details) }
      : row;
  return differences(
    activityRows(a).map((row) => parsed(asCells(row, format))),
    cellsOf(a.answer, format).map(parsed),
    'file',
  );
}

/** Whole answers beside their `meta`. */
const whole =
  (expected: (a: Asked) => Record<string, unknown>, more?: (a: Asked) => Record<string, unknown>) =>
  async (a: Asked): Promise<string[]> => {
    const { meta: _, ...body } = a.answer.json;
    return [...differences(expected(a), body), ...metaOf(a, more?.(a))];
  };

const notCompared = (a: Asked): Asked => ({ ...a, range: { ...a.range, comparison: null } });

export const CHECKS: Readonly<Record<View, (a: Asked) => Promise<string[]>>> = {
  analytics: whole(
    (a) => analyticsOf(a.f, a.question.params, a.range, intervalOf(a)),
    (a) => ({ unidentifiedUsers: unidentifiedAt(a.f, a.question.params, a.range.end) }),
  ),
  usage,
  pages,
  groups,
  groupsFile,
  usersFile,
  summary,
  today: async ({ f, question, answer }) => {
    const { meta: _, ...body } = answer.json;
    return differences(todayOf(f, question.params), body);
  },
  user,
  activities,
  activitiesFile,
  referralStats: whole((a) => referralStatsOf(a.f, a.question.params, a.range, intervalOf(a))),
  recentReferrals: async (a) => {
    const { period, startDate, referees } = a.question.params;
    const ranged =
      (period !== undefined && period !== 'all') || startDate !== undefined || referees !== undefined;
    const rows = recentReferralsOf(a.f, a.question.params, ranged ? a.range : null);
    return listed(a, 'referrals', rows, { totalCredits: rows.reduce((n, row) => n + row.creditReward, 0) });
  },
  communityStats: whole((a) => communityStatsOf(a.f, a.question.params, a.range, intervalOf(a))),
  communityShares: async (a) => {
    const rows = communitySharesOf(a.f, a.question.params, a.range);
    return [
      ...(await listed(a, 'shares', rows, { totalUsers: distinct(rows.map(({ userId }) => userId)) })),
      ...metaOf(notCompared(a)),
    ];
  },
  communityLikes: async (a) => {
    const rows = communityLikesOf(a.f, a.question.params, a.range);
    return [
      ...(await listed(a, 'likes', rows, { totalUsers: distinct(rows.map(({ userId }) => userId)) })),
      ...metaOf(notCompared(a)),
    ];
  },
  creditTransactions: async (a) => {
    const rows = creditTransactionsOf(a.f, a.question.params, a.range);
    return [
      ...(await listed(a, 'transactions', rows, { totals: moneyTotals(rows) })),
      ...metaOf(notCompared(a)),
    ];
  },
};

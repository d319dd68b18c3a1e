import type { EndpointName } from '../../src/contract/index.ts';
import { type Random, random } from '../support/index.ts';
import { NOW } from './world.ts';

/** Parameters as texts; `details` holds `filter[details.NAME]`. */
export type Params = Readonly<Partial<Record<ParamName, string>>> & {
  readonly details?: Readonly<Record<string, string>>;
};

type ParamName =
  | 'period'
  | 'startDate'
  | 'endDate'
  | 'timezone'
  | 'interval'
  | 'compare'
  | 'compareStartDate'
  | 'align'
  | 'excludeInternal'
  | 'feature'
  | 'action'
  | 'theme'
  | 'layout'
  | 'userId'
  | 'ownerId'
  | 'search'
  | 'groupBy'
  | 'sortBy'
  | 'sortOrder'
  | 'include'
  | 'joined'
  | 'pageSize'
  | 'anonymize'
  | 'format'
  | 'kind'
  | 'currency'
  | 'code'
  | 'referees';

/** How a report is asked for: each is checked in its own way. */
export type View =
  | 'analytics'
  | 'usage'
  | 'pages'
  | 'groups'
  | 'groupsFile'
  | 'usersFile'
  | 'summary'
  | 'today'
  | 'user'
  | 'activities'
  | 'activitiesFile'
  | 'referralStats'
  | 'recentReferrals'
  | 'communityStats'
  | 'communityShares'
  | 'communityLikes'
  | 'creditTransactions';

export interface Question {
  readonly view: View;
  readonly retained: boolean;
  readonly params: Params;
}

interface Taken {
  readonly endpoint: EndpointName;
  /** Filters of activity, and what else its schema takes. */
  readonly filters?: true;
  readonly anonymize?: true;
  readonly range?: false;
  readonly compare?: true;
  /** Drawn beside the crossing, so that each question has some of them. */
  more?(r: Random): Params;
}

const COUNTERS = [
  'activities',
  'lastActivityAt',
  'captionThemeJoi',
  'babecockLayoutsSideBySide',
  'pagesViewed',
  'apiCallsTotal',
  'totalActivity',
];
const order = (r: Random): Params => ({
  ...(r.chance(0.5) && { sortBy: r.pick(COUNTERS) }),
  ...(r.chance(0.3) && { sortOrder: r.pick(['asc', 'desc']) }),
  ...(r.chance(0.15) && { include: 'inactive' }),
  ...(r.chance(0.1) && { joined: r.pick(['range', 'ever']) }),
});
const interval = (r: Random): Params =>
  r.chance(0.4) ? { interval: r.pick(['auto', 'day', 'week', 'month']) } : {};
const file = (r: Random): Params => ({ format: r.pick(['csv', 'ndjson']) });
const SINGLE = [
  'day',
  'feature',
  'action',
  'user',
  'theme',
  'layout',
  'title',
  'mediaType',
  'captionLength',
  'subreddits',
];
const groupBy = (r: Random): Params => {
  const [a, b] = [r.pick(SINGLE), r.pick(SINGLE)];
  return { groupBy: r.chance(0.5) || a === b ? a : `${a},${b}` };
};
const person = (r: Random): Params =>
  r.chance(0.3) ? { userId: r.pick(['user-01', 'user-17', 'user-40']) } : {};
const search = (r: Random): Params =>
  r.chance(0.2) ? { search: r.pick(['user-1', 'Person 2', 'EXAMPLE', '%']) } : {};

export const VIEWS: Readonly<Record<View, Taken>> = {
  analytics: { endpoint: 'analytics', compare: true, more: interval },
  usage: {
    endpoint: 'usageAnalytics',
    filters: true,
    anonymize: true,
    compare: true,
    more: (r) => ({ ...order(r), ...interval(r) }),
  },
  pages: {
    endpoint: 'usageAnalytics',
    filters: true,
    anonymize: true,
    more: (r) => ({ ...order(r), pageSize: r.pick(['3', '7', '20']) }),
  },
  groups: {
    endpoint: 'usageAnalytics',
    filters: true,
    anonymize: true,
    compare: true,
    more: (r) => ({ ...groupBy(r), ...interval(r) }),
  },
  groupsFile: {
    endpoint: 'usageAnalytics',
    filters: true,
    anonymize: true,
    compare: true,
    more: (r) => ({ ...groupBy(r), ...file(r) }),
  },
  usersFile: {
    endpoint: 'usersExport',
    filters: true,
    anonymize: true,
    more: (r) => ({ ...order(r), ...file(r) }),
  },
  summary: { endpoint: 'usageSummary', filters: true, anonymize: true, compare: true, more: interval },
  today: { endpoint: 'today', range: false },
  user: {
    endpoint: 'userUsage',
    more: (r) => ({
      userId: r.pick(['user-01', 'user-17', 'user-05', 'user-51']),
      ...(r.chance(0.3) && { feature: 'sessions' }),
    }),
  },
  activities: { endpoint: 'activities', filters: true, more: (r) => ({ pageSize: r.pick(['97', '500']) }) },
  activitiesFile: { endpoint: 'activities', filters: true, more: file },
  referralStats: { endpoint: 'referralStats', compare: true, more: interval },
  recentReferrals: {
    endpoint: 'recentReferrals',
    more: (r) => ({
      ...search(r),
      ...(r.chance(0.2) && { code: 'TWO' }),
      ...(r.chance(0.4) && { referees: r.pick(['all', 'active']) }),
    }),
  },
  communityStats: { endpoint: 'communityStats', compare: true, more: interval },
  communityShares: {
    endpoint: 'communityShares',
    more: (r) => ({
      ...search(r),
      ...person(r),
      ...(r.chance(0.3) && { kind: r.pick(['session', 'media']) }),
    }),
  },
  communityLikes: {
    endpoint: 'communityLikes',
    more: (r) => ({ ...search(r), ...person(r), ...(r.chance(0.2) && { ownerId: 'user-02' }) }),
  },
  creditTransactions: {
    endpoint: 'creditTransactions',
    more: (r) => ({
      ...search(r),
      ...person(r),
      ...(r.chance(0.3) && { kind: 'purchase' }),
      ...(r.chance(0.3) && { currency: 'EUR' }),
    }),
  },
};

const DAY = 86_400_000;
const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Each of the ranges that reports are crossed with, in one of its shapes. */
const RANGES: Readonly<Record<string, (r: Random) => Params>> = {
  all: () => ({ period: 'all' }),
  year: (r) =>
    r.pick<Params>([
      { period: 'year' },
      { period: '365days' },
      { period: 'quarter' },
      { period: 'last_year' },
      { startDate: date(NOW - r.int(400, 800) * DAY), endDate: date(NOW - r.int(0, 30) * DAY) },
    ]),
  day: (r) => {
    const day = date(NOW - r.int(0, 300) * DAY);
    return r.pick<Params>([
      { period: 'today' },
      { period: 'yesterday' },
      { startDate: day, endDate: day },
      { startDate: day, endDate: day },
    ]);
  },
  hours: (r) => {
    const end = NOW - r.int(0, 400_000) * 60_000;
    return r.pick<Params>([
      { period: '24h' },
      { startDate: new Date(end - DAY).toISOString(), endDate: new Date(end).toISOString() },
    ]);
  },
  future: () => ({ startDate: date(NOW + 30 * DAY), endDate: date(NOW + 45 * DAY) }),
  weeks: (r) =>
    r.pick<Params>([
      {},
      { period: '7d' },
      { period: 'week' },
      { period: 'month' },
      { period: 'last_month' },
      { period: 'last_quarter' },
      { period: '90days' },
      { startDate: date(NOW - r.int(100, 200) * DAY), endDate: date(NOW - r.int(60, 95) * DAY) },
    ]),
};

const ZONES: readonly ((r: Random) => Params)[] = [
  () => ({}),
  () => ({ timezone: 'America/New_York' }),
  (r) => ({ timezone: r.pick(['Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC']) }),
];

const FILTERS: readonly ((r: Random) => Params)[] = [
  () => ({}),
  (r) =>
    r.pick<Params>([
      { theme: 'JOI' },
      { theme: 'odd_ONE' },
      { layout: 'side-by-side' },
      { layout: 'Diagonal' },
      { theme: '7' },
    ]),
  (r) => ({
    details: r.pick<Record<string, string>>([
      { title: 'Alpha' },
      { mood: 'calm' },
      { mediaType: 'image' },
      { captionLength: '20' },
      { theme: 'joi' },
      { mood: 'wild', title: 'Beta' },
    ]),
  }),
  (r) => ({ details: { subreddits: r.pick(['cats', 'a b', 'none']) } }),
  (r) =>
    r.pick<Params>([
      { feature: 'sessions' },
      { feature: 'smart_captions' },
      { feature: 'account' },
      { feature: 'media_gallery' },
    ]),
  (r) =>
    r.pick<Params>([
      { action: 'babecock_created' },
      { action: 'session_created,user_updated' },
      { action: 'custom_caption_created,media_uploaded' },
      { userId: 'user-01' },
      { search: 'person 1' },
    ]),
];

const STAFF: readonly ((filtered: boolean) => Params)[] = [
  () => ({}),
  () => ({ excludeInternal: 'false' }),
  (filtered) => (filtered ? { feature: 'admin' } : {}),
];

const COMPARE: readonly Params[] = [
  {},
  {},
  { compare: 'previous_year' },
  { compare: 'none' },
  { align: 'weekday' },
  { align: 'weekday', compare: 'previous_year' },
  { compare: 'custom', compareStartDate: date(NOW - 900 * DAY) },
];

/** Every crossing of the contract, each with further parameters that the seed draws. */
export function crossings(seed: number, retained: boolean): Question[] {
  return (Object.keys(VIEWS) as View[]).flatMap((view) => {
    const taken = VIEWS[view];
    const ranges = taken.range === false ? ['none'] : Object.keys(RANGES);
    return ranges.flatMap((range) =>
      ZONES.flatMap((zone, z) =>
        STAFF.slice(0, taken.filters ? 3 : 2).flatMap((staff, s) =>
          (taken.anonymize ? [false, true] : [false]).flatMap((anonymize) =>
            FILTERS.slice(0, taken.filters ? undefined : 1).map((filter, i): Question => {
              const r = random(seed).fork([view, range, z, s, anonymize, i].join());
              return {
                view,
                retained,
                params: {
                  ...(RANGES[range]?.(r) ?? {}),
                  ...zone(r),
                  ...taken.more?.(r),
                  ...(taken.compare && r.pick(COMPARE)),
                  ...filter(r),
                  ...staff(taken.filters === true),
                  ...(anonymize && { anonymize: 'true' }),
                },
              };
            }),
          ),
        ),
      ),
    );
  });
}

/** @example toQuery({ period: 'all', details: { title: 'x' } }) */
export function toQuery({ details, ...params }: Params): URLSearchParams {
  const query = new URLSearchParams(params as Record<string, string>);
  for (const [name, value] of Object.entries(details ?? {})) query.set(`filter[details.${name}]`, value);
  return query;
}

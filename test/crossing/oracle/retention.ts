import { RETENTION } from '../platform.ts';
import type { Params, Question, View } from '../questions.ts';
import type { Activity } from '../world.ts';
import {
  activitiesIn,
  activitiesOfPeople,
  BREAKDOWNS,
  type Facts,
  featureOf,
  signalsIn,
} from './matching.ts';
import { addDays, bucketsOf, dateOf, dayEnd, dayStart, type Range, type Span, startOfDate } from './range.ts';

/**
 * What retention leaves open. Of a removed activity the configured zone's day is known, with its user, action, theme
 * and layout: so whatever asks for a part of such a day, for another detail, or for the row itself, can't be told.
 */
export interface Open {
  /** Why nothing can be told: parameters, of which the answer names one. */
  readonly refused: { readonly why: string; readonly parameters: readonly string[] } | null;
  /** Parts of the answer that are null, as `meta.missing` names them. */
  readonly missing: ReadonlySet<string>;
  /** Without a comparison that can't be told. */
  readonly range: Range;
}

/** From here on the log of every feature is whole. */
export const logStart = (f: Facts): number =>
  Math.max(...Object.keys(RETENTION).map((name) => keptFrom(f, name)));

/** First instant of the log that is left, by feature. */
const keptFrom = ({ world: { now, zone } }: Facts, feature: string): number => {
  const days = RETENTION[feature];
  return days === undefined ? Number.NEGATIVE_INFINITY : startOfDate(addDays(dateOf(now, zone), -days), zone);
};
export const isRemoved = (f: Facts, a: Activity): boolean => a.at < keptFrom(f, featureOf(a));

interface Gone {
  readonly at: number;
  /** Null for a signal. */
  readonly activity: Activity | null;
}

const PEOPLE: readonly View[] = ['usersFile', 'referralStats', 'recentReferrals'];
const NO_SIGNALS: readonly View[] = [
  'analytics',
  'groupsFile',
  'activities',
  'activitiesFile',
  'referralStats',
  'recentReferrals',
];
const EVER: Span = { start: -8e15, end: 8e15 };

/** Everything removed that a question counts, as far as what is left of it can say. */
function goneOf(f: Facts, { view, params }: Question): Gone[] {
  const q =
    view === 'user' ? { userId: params.userId ?? '', excludeInternal: 'false' } : withoutDetails(params);
  const list = (PEOPLE.includes(view) ? activitiesOfPeople : activitiesIn)(f, q, EVER).filter((a) =>
    isRemoved(f, a),
  );
  const noSignals = NO_SIGNALS.includes(view) && params.anonymize === undefined;
  const signals = noSignals || params.details ? [] : signalsIn(f, q, EVER);
  return [
    ...list.map((activity) => ({ at: activity.at, activity })),
    ...signals
      .filter(({ at }) => at < keptFrom(f, 'account'))
      .map(({ at }) => ({ at: Math.floor(at / 3_600_000) * 3_600_000, activity: null })),
  ];
}

const withoutDetails = ({ details: _, ...params }: Params): Params => params;

export function openOf(f: Facts, question: Question, range: Range, interval: string): Open {
  const { view, params, retained } = question;
  if (!retained || FACTS.includes(view)) return { refused: null, missing: new Set(), range };
  const { zone } = f.world;
  const gone = goneOf(f, question);
  const dayOf = (at: number) => dayStart(at, zone);
  const endOf = (at: number) => dayEnd(at, zone);
  /** Of days that a span has a part in. */
  const during = ({ start, end }: Span) => gone.filter(({ at }) => dayOf(at) < end && endOf(at) > start);
  const isCut = (bounds: readonly number[]) =>
    bounds.some((at) => dayOf(at) !== at && gone.some((x) => dayOf(x.at) === dayOf(at)));
  const bounds = ({ start, end }: Span) => [start, end];
  const named = (...parameters: string[]) =>
    parameters.filter((name) => name === 'period' || params[name as 'period'] !== undefined);
  const ranged = named('startDate', 'endDate', 'period', 'timezone');

  const lists = view === 'activities' || view === 'activitiesFile';
  if (lists && params.period === 'all') {
    // All rows are those that are left.
    const start = Math.max(range.start, ...during(range).map(({ at }) => endOf(at)));
    return { refused: null, missing: new Set(), range: { ...range, start } };
  }
  if (lists && during(range).length > 0)
    return refusal('single activities are asked for', named('startDate', 'period'));
  const filtered = Object.keys(params.details ?? {}).map((name) => `filter[details.${name}]`);
  const grouped = groupedByDetail(params) ? ['groupBy'] : [];
  if (filtered.length + grouped.length > 0 && during(range).length > 0)
    return refusal('a detail of single activities is asked for', [...filtered, ...grouped]);
  const missing = new Set<string>();
  const parts = partsOf(view, params, range, interval);
  let told = range;
  if (view === 'user' && params.period === undefined && params.startDate === undefined) {
    if (isCut([...bounds(range), ...parts])) {
      missing.add('days');
      told = { ...range, start: Math.max(...gone.map(({ at }) => endOf(at))) };
    }
  } else {
    if (isCut(bounds(range))) return refusal('a bound cuts a day', ranged);
    if (isCut(parts))
      return refusal(
        'parts of a day are asked for',
        named('interval', 'timezone', 'period', 'startDate', 'groupBy'),
      );
  }

  const { comparison } = range;
  const compares = comparison !== null && COMPARED.includes(view);
  const bySingle = compares && during(comparison).length > 0;
  const notTold = compares && (isCut(bounds(comparison)) || (filtered.length > 0 && bySingle));
  if (notTold) {
    missing.add('comparison');
    told = { ...range, comparison: null };
  } else if (grouped.length > 0 && bySingle) missing.add('groups');
  else if (compares && view === 'analytics') {
    const series = bucketsOf(comparison, interval, range.zone).slice(
      0,
      bucketsOf(range, interval, range.zone).length,
    );
    if (isCut(series.flatMap(bounds))) missing.add('comparisonSeries');
  }
  if (SUMMARISED.includes(view)) {
    const ever = { start: EVER.start, end: Math.max(range.end, told.comparison?.end ?? range.end) };
    const of = (...actions: string[]) =>
      during(ever).some(({ activity }) => activity && actions.includes(activity.action));
    if (filtered.length > 0 && of('session_created')) missing.add('totalSessions');
    if (filtered.length > 0 && of('media_uploaded', 'media_deleted')) missing.add('totalMedia');
    if (during(range).some(({ activity }) => activity && featureOf(activity) === 'admin'))
      missing.add('usersManaged');
  }
  if (view === 'user') {
    const span = params.period === undefined && params.startDate === undefined ? EVER : range;
    const asked = ({ activity }: Gone) =>
      activity && (params.feature === undefined || featureOf(activity) === params.feature);
    if (during(span).some(asked)) missing.add('recentActivity');
  }
  return { refused: null, missing, range: told };

  function refusal(why: string, parameters: readonly string[]): Open {
    return {
      refused: { why: `${why}, and retention has removed what would tell`, parameters },
      missing: new Set(),
      range,
    };
  }
}

const FACTS: readonly View[] = [
  'communityStats',
  'communityShares',
  'communityLikes',
  'creditTransactions',
  'today',
];
const SUMMARISED: readonly View[] = ['usage', 'pages', 'groups', 'summary'];
const COMPARED: readonly View[] = [
  'analytics',
  'usage',
  'pages',
  'summary',
  'groups',
  'groupsFile',
  'referralStats',
];

/** Groups by a detail that only single activities tell. */
export function groupedByDetail({ groupBy }: Params): boolean {
  const kept = ['day', 'feature', 'action', 'user', ...Object.keys(BREAKDOWNS)];
  return groupBy?.split(',').some((name) => !kept.includes(name)) ?? false;
}

/** Where a view cuts its range. */
function partsOf(view: View, { groupBy }: Params, range: Range, interval: string): number[] {
  const starts = (by: string) => bucketsOf(range, by, range.zone).map(({ start }) => start);
  if (view === 'analytics') return starts(interval);
  if (view === 'usersFile' || view === 'user') return starts('day');
  if (view !== 'groups' && view !== 'groupsFile') return [];
  if (!groupBy?.split(',').includes('day')) return [];
  return view === 'groups' && interval === 'hour' ? [...starts('day'), ...starts('hour')] : starts('day');
}

/** As far as an instant is told that retention has removed: its day, unless something else tells it. */
export const toldAt = (f: Facts, a: Activity): number =>
  isRemoved(f, a) ? dayStart(a.at, f.world.zone) : a.at;

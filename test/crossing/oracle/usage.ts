import { defaultCatalogue } from '../../../src/catalogue/index.ts';
import type { Params } from '../questions.ts';
import type { Activity } from '../world.ts';
import {
  activitiesIn,
  activitiesOfPeople,
  BREAKDOWNS,
  type Breakdown,
  breakdownOf,
  type Facts,
  featureOf,
  signalsIn,
} from './matching.ts';
import type { Range, Span } from './range.ts';

const { features, actions, counters, breakdowns } = defaultCatalogue;

export const RANKED = [
  'sessionsCreated',
  'smartCaptionsGenerated',
  'customCaptionsGenerated',
  'babecockImagesCreated',
  'mediaUploaded',
];
export const totalOf = (of: Readonly<Record<string, number>>): number =>
  RANKED.reduce((sum, name) => sum + of[name]!, 0);

const SIGNALS: Readonly<Record<string, string>> = {
  apiCallsTotal: 'api_call',
  timeSpentMinutes: 'presence_minute',
};
const WHERE: Readonly<Record<string, readonly [Breakdown, string]>> = {
  captionThemeJoi: ['theme', 'JOI'],
  captionThemeForcedBi: ['theme', 'Forced-Bi'],
  captionThemeBeta: ['theme', 'Beta'],
  captionThemeCbt: ['theme', 'CBT'],
  captionThemeCuckold: ['theme', 'Cuckold'],
  babecockLayoutsSideBySide: ['layout', 'side-by-side'],
  babecockLayoutsTopBottom: ['layout', 'top-bottom'],
};

/** Every counter over some activities and signals. */
export function countersOf(
  list: readonly Activity[],
  signals: readonly { signal: string }[],
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counters).map(([name, def]) => {
      if (SIGNALS[name]) return [name, signals.filter(({ signal }) => signal === SIGNALS[name]).length];
      const own: readonly string[] = 'actions' in def ? def.actions : [];
      const where = WHERE[name];
      const counted = list.filter(
        (a) => own.includes(a.action) && (!where || breakdownOf(a, where[0]) === where[1]),
      );
      return [name, counted.length];
    }),
  );
}

const count = (list: readonly Activity[], ...names: string[]) =>
  list.filter(({ action }) => names.includes(action)).length;
export const distinct = (values: readonly unknown[]): number => new Set(values).size;
const BEGINNING = -8e15;

export function lifetimeAt(f: Facts, q: Params, end: number) {
  const ever = activitiesIn(f, q, { start: BEGINNING, end });
  return {
    sessions: count(ever, 'session_created'),
    media: count(ever, 'media_uploaded') - count(ever, 'media_deleted'),
  };
}

const headlinesOf = (f: Facts, q: Params, span: Span) => {
  const list = activitiesIn(f, q, span);
  const { sessions, media } = lifetimeAt(f, q, span.end);
  return {
    totalSessions: sessions,
    totalCaptions: count(list, 'smart_caption_generated', 'custom_caption_created'),
    totalMedia: media,
    activeUsers: distinct(activitiesOfPeople(f, q, span).map(({ userId }) => userId)),
    activities: list.length,
    totalActivity: totalOf(countersOf(list, [])),
  };
};

export interface Trend {
  readonly current: number;
  readonly previous: number;
  readonly change: number;
  readonly changePercent: number | null;
  readonly direction: string;
}

/** A change of a rate to four decimals, that of a count whole; percentages to two. */
export function trendOf(current: number, previous: number): Trend {
  const change = current - previous;
  return {
    current,
    previous,
    change: Number(change.toFixed(4)) + 0,
    changePercent: previous === 0 ? (change === 0 ? 0 : null) : rounded((change / Math.abs(previous)) * 100),
    direction: change > 0 ? 'up' : change < 0 ? 'down' : 'flat',
  };
}

/** To two decimals, halves upwards. */
const rounded = (percent: number): number => Math.round(percent * 100) / 100 + 0;

export const trendsOf = <T extends Readonly<Record<string, number>>>(now: T, then: T | null) =>
  then && Object.fromEntries(Object.keys(now).map((name) => [name, trendOf(now[name]!, then[name]!)]));

export function summaryOf(f: Facts, q: Params, range: Range) {
  const list = activitiesIn(f, q, range);
  const now = headlinesOf(f, q, range);
  const admin = list.filter((a) => featureOf(a) === 'admin');
  return {
    ...now,
    admin: {
      actionsPerformed: admin.length,
      usersManaged: distinct(
        admin.flatMap(({ details }) => (details?.targetUserId == null ? [] : [details.targetUserId])),
      ),
      settingsChanged: count(list, 'settings_updated'),
    },
    counters: countersOf(list, signalsIn(f, q, range)),
    trends: trendsOf(now, range.comparison && headlinesOf(f, q, range.comparison)),
  };
}

/** Of the features that the filters let through, in the catalogue's order. */
export function featuresOf(f: Facts, q: Params, range: Range) {
  const list = activitiesIn(f, q, range);
  const before = range.comparison && activitiesIn(f, q, range.comparison);
  const all = countersOf(list, signalsIn(f, q, range));
  const asked = (action: string) =>
    (q.feature === undefined || actions[action as Activity['action']].feature === q.feature) &&
    (q.action === undefined || q.action.split(',').includes(action)) &&
    (['theme', 'layout'] as const).every(
      (name) => q[name] === undefined || (BREAKDOWNS[name] as readonly string[]).includes(action),
    );
  return Object.entries(features).flatMap(([feature, { label, icon }]) => {
    const own = Object.keys(actions).filter(
      (name) => actions[name as Activity['action']].feature === feature && asked(name),
    );
    if (own.length === 0) return [];
    const now = list.filter((a) => featureOf(a) === feature);
    const distributions = (['theme', 'layout'] as const).filter((name) =>
      own.some((action) => (BREAKDOWNS[name] as readonly string[]).includes(action)),
    );
    return {
      feature,
      label,
      icon,
      activities: now.length,
      trend: before && trendOf(now.length, before.filter((a) => featureOf(a) === feature).length),
      actions: own.map((action) => ({
        action,
        label: actions[action as Activity['action']].label,
        count: count(now, action),
      })),
      counters: Object.fromEntries(
        Object.entries(all).filter(([name]) => counters[name as keyof typeof counters].feature === feature),
      ),
      distributions: Object.fromEntries(distributions.map((name) => [name, distributionOf(now, name)])),
    };
  });
}

/** By value, most first; those that the catalogue names are there even at 0. */
function distributionOf(list: readonly Activity[], name: Breakdown) {
  const counts = new Map<string, number>(Object.keys(breakdowns[name].values).map((value) => [value, 0]));
  for (const activity of list) {
    const value = breakdownOf(activity, name);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const labels: Readonly<Record<string, string>> = breakdowns[name].values;
  return [...counts]
    .map(([value, n]) => ({ value, label: labels[value] ?? value, count: n }))
    .sort(mostFirst);
}

/** What an answer may order in any way, equal counts, by value. */
export const mostFirst = (a: { count: number; value: string }, b: { count: number; value: string }): number =>
  b.count - a.count || (a.value < b.value ? -1 : 1);

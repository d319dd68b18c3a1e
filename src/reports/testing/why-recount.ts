import { defaultCatalogue } from '../../catalogue/index.ts';
import {
  detailOf,
  featureOf,
  type LogRow,
  ofLines,
  ofPeople,
  RANKED,
  type Raw,
  signalsIn,
} from './recount.ts';

interface PlainSpan {
  readonly start: number;
  readonly end: number;
}

export interface PlainWhy {
  readonly number: string;
  readonly before: PlainSpan;
  readonly after: PlainSpan;
  readonly excludeInternal: boolean;
  readonly zone: string;
  readonly feature?: string | undefined;
  readonly userId?: string | undefined;
}

/** Something that counts, and whose it is. */
export interface PlainCount {
  readonly userId: string;
  readonly at: number;
  readonly n: number;
  readonly row?: LogRow;
  readonly signal?: string;
}

const { counters, totals, actions } = defaultCatalogue;
const staffActions = Object.keys(actions).filter(
  (name) => actions[name as LogRow['action']].feature === 'admin',
);
export const OF_ACTIONS: Record<string, readonly string[]> = {
  captionGenerations: totals.captions,
  babecockCreations: totals.compositions,
  mediaUploads: totals.mediaAdded,
  totalCaptions: totals.allCaptions,
  actionsPerformed: staffActions,
  settingsChanged: totals.settings,
};

/** The rows of a number, one by one; of people one each. */
export function rowsOf(raw: Raw, q: PlainWhy, span: PlainSpan): PlainCount[] {
  const question = { ...q, ...span };
  const told = (row: LogRow): PlainCount => ({ userId: row.userId, at: row.at, n: 1, row });
  if (q.number === 'activeUsers')
    return [...new Set(ofPeople(raw, question).map(({ userId }) => userId))].map((userId) => ({
      userId,
      at: span.start,
      n: 1,
    }));
  if (q.number === 'newUsers')
    return raw.users
      .filter(({ joined }) => joined !== null && joined >= span.start && joined < span.end)
      .filter(({ internal }) => !internal || !q.excludeInternal || q.feature === 'admin')
      .filter(({ id }) => q.userId === undefined || id === q.userId)
      .map(({ id }) => ({ userId: id, at: span.start, n: 1 }));
  const def = (counters as Record<string, { actions?: readonly string[]; signal?: string; where?: object }>)[
    q.number
  ];
  if (def?.signal)
    return signalsIn(raw, question)
      .filter(({ signal }) => signal === def.signal)
      .map(({ userId, hour, n, signal }) => ({ userId, at: hour, n, signal }));
  const lines = ofLines(raw, question);
  if (q.number === 'activities') return lines.map(told);
  const isOf = (name: string) => (row: LogRow) => {
    const { actions: own = [], where } = counters[name as keyof typeof counters] as {
      actions?: readonly string[];
      where?: Record<string, string>;
    };
    if (!own.includes(row.action)) return false;
    return Object.entries(where ?? {}).every(([by, value]) => detailOf(row, by as 'theme') === value);
  };
  if (q.number === 'totalActivity')
    return lines.filter((row) => RANKED.some((name) => isOf(name)(row))).map(told);
  const list = OF_ACTIONS[q.number];
  return lines.filter(list ? ({ action }) => list.includes(action) : isOf(q.number)).map(told);
}

const clock = new Map<string, Intl.DateTimeFormat>();
function local(at: number, zone: string) {
  let format = clock.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      weekday: 'short',
      day: '2-digit',
      month: '2-digit',
      hourCycle: 'h23',
    });
    clock.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])) as Record<
    'hour' | 'weekday' | 'day' | 'month',
    string
  >;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface KnownPeople {
  readonly codes: ReadonlyMap<string, string>;
  /** When each paid first. */
  readonly paid: ReadonlyMap<string, number>;
  /** By dimension: who is in it. */
  readonly segments: Readonly<Record<string, readonly string[]>>;
  readonly erased: ReadonlySet<string>;
}

/** Which part of a dimension something is in. */
export function partOf(
  raw: Raw,
  { codes, paid, segments, erased }: KnownPeople,
  q: PlainWhy,
  span: PlainSpan,
  { userId, at, row, signal }: PlainCount,
  dimension: string,
): string {
  switch (dimension) {
    case 'feature':
      return row
        ? featureOf(row)
        : Object.values(counters).find((def) => 'signal' in def && def.signal === signal)!.feature;
    case 'action':
      return row?.action ?? signal!;
    case 'theme':
    case 'layout':
      return (row && detailOf(row, dimension)) ?? '(none)';
    case 'hour':
      return local(at, q.zone).hour;
    case 'weekday':
      return String(WEEKDAYS.indexOf(local(at, q.zone).weekday) + 1);
  }
  if (erased.has(userId)) return '(erased)';
  if (dimension === 'user') return userId;
  const [, slug] = dimension.split('segment.');
  if (slug !== undefined) return segments[dimension]!.includes(userId) ? slug : `not:${slug}`;
  if (dimension === 'referralCode') return codes.get(userId) ?? '(none)';
  if (dimension === 'paid') return (paid.get(userId) ?? span.start) < span.start ? 'before' : 'notYet';
  if (dimension === 'account') {
    const { joined } = raw.users.find(({ id }) => id === userId)!;
    return joined !== null && joined >= span.start && joined < span.end ? 'new' : 'returning';
  }
  const own = ofPeople(raw, { ...q, ...span, userId });
  const counts = Object.keys(defaultCatalogue.features).map(
    (name) => own.filter((each) => featureOf(each) === name).length,
  );
  return Object.keys(defaultCatalogue.features)[counts.indexOf(Math.max(...counts))]!;
}

/** Twice the root of the sum of squares of what each user did in a day; of people, of how many they were. */
export function usualOf(q: PlainWhy, ranges: readonly (readonly PlainCount[])[]): number {
  let squares = 0;
  for (const rows of ranges) {
    const events = new Map<string, number>();
    for (const { userId, at, n } of rows) {
      const { day, month } = local(at, q.zone);
      const key = `${userId} ${month} ${day}`;
      events.set(key, (events.get(key) ?? 0) + n);
    }
    for (const n of events.values()) squares += n * n;
  }
  return Math.round(2 * Math.sqrt(squares));
}

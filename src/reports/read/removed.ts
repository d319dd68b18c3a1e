import type { Untold } from '../../store/untold.ts';
import { BadRequest } from '../errors.ts';
import type { ReadScope } from './activity-scope.ts';
import { at } from './reader.ts';

/**
 * Every reason for which retention leaves a question open. Each is a sentence about the parameter that needs what is
 * gone; where the parameter isn't the caller's doing (a comparison, a lifetime number), the answer is null and
 * `meta.missing` has the sentence.
 */
export const LOST = {
  filter: 'compares a detail of single activities',
  value: 'asks for a value that only single activities tell',
  grouping: 'tells activities apart by a detail of theirs',
  breakdown: "asks for a breakdown that the catalogue didn't have",
  rows: 'asks for single activities',
  order: 'asks in which order activities came',
  details: 'needs details of single activities',
  hour: 'asks at what time of the day activities came',
  bound: 'cuts a day',
  timezone: 'asks for days of another zone',
  interval: 'asks for parts of a day',
} as const;
export type Loss = keyof typeof LOST;
/** Those that ask for more than the days that are kept. */
const OF_DAYS: readonly Loss[] = ['order', 'hour', 'bound', 'timezone', 'interval'];

/** What of a query may be named. */
export interface AskedOf {
  readonly period?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly timezone?: string | undefined;
  readonly interval?: string | undefined;
  readonly groupBy?: readonly string[] | undefined;
}

/** Retention has removed what a question needs: 400, or null where the answer can do without. */
export class Removed extends BadRequest {
  /** The same without the parameter's name. */
  readonly why: string;
  /** From here on it can be told, in milliseconds. */
  readonly until: number;
  readonly #told: readonly [parameter: string, loss: Loss, until: number, zone: string];

  /** @param reach milliseconds before the range that it looks at, too */
  constructor(parameter: string, loss: Loss, until: number, zone: string, reach = 0) {
    const days = OF_DAYS.includes(loss) ? `, of which whole days of ${zone} are kept` : '';
    const earliest = until + reach;
    const why = `${LOST[loss]}, and retention has removed activities before ${at(until)} that it is about${days}; the earliest instant that can be served is ${at(earliest)}`;
    super({ [parameter]: why });
    this.why = why;
    this.until = earliest;
    this.#told = [parameter, loss, until, zone];
  }

  /** The same of a question that looks at so many milliseconds before its range, too. */
  reaching(reach: number): Removed {
    return new Removed(...this.#told, reach);
  }
}

/** Parts of an answer that stand for themselves: where one is left open, it is null and the rest is told. */
const PARTS = {
  comparison: 'The comparison',
  comparisonSeries: "The comparison's series",
  groups: "The groups' comparison",
  totalSessions: 'totalSessions looks at all time; it',
  totalMedia: 'totalMedia looks at all time; it',
  usersManaged: 'usersManaged',
  recentActivity: 'recentActivity lists what the log still holds; it',
  days: 'What was done on each day begins later, since it',
  earlier: 'An earlier week',
} as const;
export type MissingPart = keyof typeof PARTS | 'lastSeenAt';
/** By part: why it isn't told, for `meta.missing`. */
export type Missing = { [Part in MissingPart]?: string };

export const missingFor = (part: keyof typeof PARTS, { why }: Removed): string => `${PARTS[part]} ${why}.`;

/** Likewise of what a worker alone tells that is away. */
export const missingWhile = (part: MissingPart, away: string): string =>
  `${part} needs what the worker ${away} of the database holds, which is away; ask again once it is back.`;

/** What was open, by the parameter that asked for it. */
export function removedFor(
  { needs, cut, until }: Untold,
  q: {
    readonly asked: AskedOf;
    readonly scope: ReadScope;
    readonly details: readonly string[];
    readonly zone: string;
  },
): Removed {
  const [parameter, loss] = namedIn(needs, cut, q);
  return new Removed(parameter, loss, until, q.zone);
}

function namedIn(
  needs: Untold['needs'],
  cut: Untold['cut'],
  { asked, scope, details, zone }: Parameters<typeof removedFor>[1],
): [parameter: string, loss: Loss] {
  const [start, end] = asked.startDate === undefined ? ['period', 'period'] : ['startDate', 'endDate'];
  const otherZone = asked.timezone !== undefined && asked.timezone !== zone;
  if (needs === 'rows' || needs === 'order') return [start, needs];
  if (needs === 'instants' && cut === null) return [start, 'hour'];
  if (needs === 'details') {
    const filter = [...scope.details, ...scope.declared][0];
    if (filter) return [`filter[details.${filter[0]}]`, 'filter'];
    const grouped = asked.groupBy?.find((name) => details.includes(name));
    if (grouped) return ['groupBy', 'grouping'];
    const [breakdown] = scope.breakdowns;
    if (breakdown) return [breakdown[0], scope.apart ? 'value' : 'breakdown'];
    return asked.groupBy ? ['groupBy', 'breakdown'] : [start, 'details'];
  }
  if (cut !== 'inside') {
    const given = cut === 'end' ? (asked.endDate ?? asked.period) : (asked.startDate ?? asked.period);
    const isInstant = given?.includes('T') || given?.endsWith('h');
    return otherZone && !isInstant ? ['timezone', 'timezone'] : [cut === 'end' ? end : start, 'bound'];
  }
  if (scope.partOfWeek.hour !== undefined) return ['hour', 'hour'];
  return otherZone ? ['timezone', 'timezone'] : ['interval', 'interval'];
}

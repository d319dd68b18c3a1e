/** What each part takes, in the words of HTML. Types and observed names alike come from here. */

import type { ChartedName, NumberName } from '../contract/numbers.ts';

/** What `<joip-number>` shows, and of that what `<joip-chart>` draws. */
export {
  CHARTED as CHART_METRICS,
  type ChartedName as ChartMetric,
  NUMBERS as METRICS,
  type NumberName as Metric,
} from '../contract/numbers.ts';

/** The range, as the API takes it. */
interface SpanAttributes {
  /** `today`, `7days`, `last_month`, `all` and their like. Default `30days`. */
  period?: string | undefined;
  /** In place of `period`: a date such as `2026-03-15`. */
  'start-date'?: string | undefined;
  'end-date'?: string | undefined;
  /** An IANA time zone, such as `Europe/Berlin`. Default: the one that the operator chose in the panel, else the browser's. */
  timezone?: string | undefined;
  /** Its being there asks again whenever activity comes in. */
  live?: boolean | '' | 'true' | 'false' | undefined;
}

interface RangeAttributes extends SpanAttributes {
  /** Default `previous_period`. */
  compare?: 'previous_period' | 'previous_year' | 'none' | undefined;
}

interface LinkAttributes {
  /** Where a user's name leads, `{id}` being theirs: `/admin/users/{id}`. Default: their page of the panel; empty for no link. */
  'user-href'?: string | undefined;
}

export interface NumberAttributes extends RangeAttributes {
  /** Which number. */
  metric: NumberName;
}

export interface ChartAttributes extends RangeAttributes {
  /** Which number. */
  metric: ChartedName;
  /** What each point is of. Default `auto`: what fits the range. */
  interval?: 'auto' | 'hour' | 'day' | 'week' | 'month' | undefined;
}

export interface TopUsersAttributes extends SpanAttributes, LinkAttributes {
  /** How many, 1 to 5. Default 5. */
  limit?: number | string | undefined;
  /** Ranked by what they did in this feature alone, by its name in the catalogue. */
  feature?: string | undefined;
}

export interface UserAttributes extends SpanAttributes, LinkAttributes {
  /** Whose numbers. */
  'user-id': string;
}

/** Each part with what it takes. */
export interface PartAttributes {
  'joip-number': NumberAttributes;
  'joip-chart': ChartAttributes;
  'joip-top-users': TopUsersAttributes;
  'joip-user': UserAttributes;
}
export type PartName = keyof PartAttributes;

type Names<Attributes> = Readonly<Record<keyof Attributes, true>>;

const SPAN: Names<SpanAttributes> = {
  period: true,
  'start-date': true,
  'end-date': true,
  timezone: true,
  live: true,
};
const RANGE: Names<RangeAttributes> = { ...SPAN, compare: true };

/** Names of the attributes of each, for the browser to watch. */
export const ATTRIBUTES: { readonly [Name in PartName]: Names<PartAttributes[Name]> } = {
  'joip-number': { ...RANGE, metric: true },
  'joip-chart': { ...RANGE, metric: true, interval: true },
  'joip-top-users': { ...SPAN, limit: true, feature: true, 'user-href': true },
  'joip-user': { ...SPAN, 'user-id': true, 'user-href': true },
};

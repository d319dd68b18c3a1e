import { plural } from '../../format/plural.ts';

export const earlierMonths = 'Earlier months';
export const laterMonths = 'Later months';
export const pressFirstLastDay = 'Press the first and the last day, or type them.';
export const nowLastDay = 'Now the last day.';
export const firstDay = 'First day';
export const lastDay = 'Last day';
export const apply = 'Apply';
export const lastDayBeforeFirst = 'The last day is before the first.';
export const compare = 'Compare';
export const days = 'Days';
export const calendar = 'Calendar';
export const range = 'Range';
export const onePeriodBack = 'One period back';
export const onePeriodBackKey = 'One period back ([)';
export const onePeriodForward = 'One period forward';
export const onePeriodForwardKey = 'One period forward (])';
export const today = 'Today';
export const yesterday = 'Yesterday';
export const last24Hours = 'Last 24 hours';
export const last7Days = 'Last 7 days';
export const last30Days = 'Last 30 days';
export const last90Days = 'Last 90 days';
export const last365Days = 'Last 365 days';
export const allTime = 'All time';
export const weekOf = (startDate: string) => `Week of ${startDate}`;
export const previousPeriod = 'previous period';
export const sameWeekdaysLastYear = 'same weekdays last year';
export const customComparison = 'a range of your choice';
export const noComparison = 'no comparison';
export const customRange = 'Custom range';
export const thisUnit = {
  week: 'This week',
  month: 'This month',
  quarter: 'This quarter',
  year: 'This year',
};
export const lastUnit = {
  week: 'Last week',
  month: 'Last month',
  quarter: 'Last quarter',
  year: 'Last year',
};
export const quarterOf = (quarter: number, year: string) => `Q${quarter} ${year}`;
export const zoneNotKept = (message: string) => `Shown here, but not kept for your other devices: ${message}`;
export const clockThere = (clock: string) => `${clock} there. Kept as your time zone on every device.`;
export const findTimeZone = 'Find a time zone';
export const zoneExample = 'City, country or +5:30';
export const timeZones = 'Time zones';
export const noTimeZoneMatches = (words: string) =>
  `No time zone matches “${words}”. Try a large city near you, or an offset such as −3.`;
export const zonesFound = (count: number) =>
  `${count} ${plural(count, { one: 'time zone', other: 'time zones' })}`;
export const shownNow = 'shown now';
export const thisBrowsers = 'this browser’s';
export const theServers = 'the server’s';
export const utc = 'Coordinated Universal Time';
export const suggested = 'Suggested';
export const timeZone = 'Time zone';

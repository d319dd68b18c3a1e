import { plural } from '../../format/plural.ts';

export const users = 'Users';
export const revenue = 'Revenue';
export const content = 'Content';
export const features = 'Features';
export const whatChanged = 'What changed?';
export const analytics = 'Analytics';
export const checkYourTracking = ' Check your tracking: ';
export const aUsual = (day: string) => `A usual ${day}`;
export const busierThanUsual = (day: string) => `Busier than a usual ${day}`;
export const quieterThanUsual = (day: string) => `Quieter than a usual ${day}`;
export const tooEarlyTell = 'Too early to tell';
export const today = 'Today';
export const noActivity = 'no activity';
export const showToday = 'Show today';
export const hasNoneByThen = (day: string) => `; a ${day} has none by then.`;
export const typicalForA = (day: string, low: string, high: string) =>
  `; typical for a ${day}: ${low}–${high}.`;
export const todayBesideEarlierS = (day: string) => `Today beside earlier ${day}s`;
export const activitiesFromMidnightLast =
  'Activities from midnight to the last full quarter of an hour, beside the same part of the same weekday. Usual is between the least and the most of these weeks, widened by what chance alone gives (2 × √median).';
export const noEarlierWeekYet = 'no earlier week yet';
export const inThisRange = 'In this range,';
export const by = (people: string) => `by ${people}`;
export const byThen = ' by ';
export const todayAfter = ' today';
export const usualAfter = (day: string, weeks: string) =>
  `; what is usual for a ${day} shows after ${weeks}.`;
export const usualFrom = (low: string, high: string, weeks: number, day: string, counts: string) =>
  `${low} to ${high} from the last ${weeks} ${plural(weeks, { one: day, other: `${day}s` })}, latest first: ${counts}`;

import { plural } from '../../format/plural.ts';

export const day = 'Day';
export const activities = 'Activities';
export const asATable = 'As a table';
export const daysAsTable = 'Activities by day as a table';
export const erasureReceipt = 'Erasure receipt';
export const erased = 'Erased';
export const receiptMeans = (erasedAt: string) =>
  `${erasedAt}. This receipt names nobody and is shown this once.`;
export const removed = 'Removed';
export const redacted = 'Redacted';
export const stays = 'Stays, without a person';
export const goodToKnow = 'Good to know';
export const asJson = 'As JSON, to keep';
export const allUsers = 'All users';
export const calendar = 'Calendar of activity; arrow keys walk the days, Enter opens one';
export const inTheRange = 'In the range';
export const counters = 'Counters';
export const timeline = 'Timeline';
export const everyActivity = 'every activity of this user in the range';
export const exportData = 'Export data';
export const internalMeans = 'Reports leave this account out by default';
export const markMeans = 'Staff and test accounts are left out of reports by default';
export const unmark = 'No longer internal';
export const mark = 'Mark as internal';
export const erase = 'Erase';
export const eraseWhom = (name: string) => `Erase ${name}`;
export const eraseAsked = (name: string) => `Erase ${name} for good?`;
export const eraseForGood = 'Erase for good';
export const erasureMeans =
  'Their profile, every activity and everything else that names them is deleted. What they did stays in the totals, as numbers without a person. This can’t be undone. Export their data first if needed.';
export const notChanged = (message: string) => `Not changed: ${message}`;
export const everyCounter = 'every counter of this user, in the range and of all time';
export const counter = 'Counter';
export const inRange = 'In range';
export const allTime = 'All time';
export const totalActivity = 'Total activity';
export const activitiesInRange = 'Activities in the range';
export const profile = 'Profile';
export const copyTheId = 'Copy the id';
export const internal = 'internal';
export const internalHint = 'Left out of reports by default';
export const notIdentified = 'not identified';
export const notIdentifiedHint = 'Known only by activity';
export const deleted = (deletedAt: string) => `deleted ${deletedAt}`;
export const totalActivityAllTime = 'Total activity, all time';
export const activeDays = 'Active days, last 365';
export const joined = 'Joined';
export const firstActivity = 'First activity';
export const lastActivity = 'Last activity';
export const byWeekday = 'By weekday';
export const calendarSummary = (what: string, most: string, first: string, last: string) =>
  `${what}; most on ${most}; first on ${first}, last on ${last}.`;
export const fewer = 'Fewer';
export const more = 'More';
export const onDays = (total: string, activities: string, n: number, days: string) =>
  `${total} ${activities} on ${days} ${plural(n, { one: 'day', other: 'days' })}`;

import { plural } from '../../format/plural.ts';

export const facts = {
  communityShares: 'Shares in the community',
  communityLikes: 'Likes in the community',
  referrals: 'Referrals made',
  payments: 'Payments',
};
export const named = {
  activities: 'Activities',
  totalActivity: 'Total activity',
  lastSeen: 'Last seen',
  joined: 'Joined',
  internal: 'Staff and bots',
};
export const activitiesIn = (feature: string) => `Activities in ${feature}`;
export const before = (number: string) => `${number} before`;
export const change = (number: string) => `${number}, change`;

export const limits = { '>=': 'at least ', '>': 'more than ', '<=': 'at most ', '<': 'less than ' };
export const changed = { fell: 'fell', rose: 'rose' };
export const fellToZero = 'fell to zero';
export const changedBy = (way: 'fell' | 'rose', limit: '>=' | '>', by: string) =>
  `${changed[way]} by ${limits[limit]}${by}`;
export const internalOnly = 'only';
export const internalLeftOut = 'left out';
export const sides = {
  before: (date: string) => `before ${date}`,
  after: (date: string) => `after ${date}`,
};
export const never = 'never';
export const inTheRange = 'in the range';
export const ago = {
  within: (n: number, shown: string) =>
    `in the last ${plural(n, { one: `${shown} day`, other: `${shown} days` })}`,
  over: (n: number, shown: string) =>
    `more than ${plural(n, { one: `${shown} day`, other: `${shown} days` })} ago`,
};
export const both = (words: readonly string[]) => words.join(' and ');

export const whoIsListed = 'Who is listed';
export const joinedInRange = 'Joined in the range, active or not';
export const allAccounts = 'All accounts, active or not';
export const clearAll = 'Clear all';
export const takeOff = (what: string) => `Take off: ${what}`;
export const filtered = (n: number, shown: string) =>
  plural(n, { one: `${shown} person as filtered`, other: `${shown} people as filtered` });
export const nobodyMeets = 'Nobody meets all of these filters in this range.';
export const clearFilters = 'Clear the filters';

export const lists = 'Lists';
export const listsOfPeople = 'Lists of people';
export const aboutToLose = { label: 'About to lose', about: 'Active in the time before, not in this range' };
export const lessActive = { label: 'Less active', about: 'Half as active as before, or less' };
export const moreActive = { label: 'More active', about: 'Half as active again as before, or more' };
export const newHere = { label: 'New this range', about: 'Joined in this range, and active in it' };
export const notSeen = { label: 'Not seen for 30 days', about: 'Every account that was active once' };
export const thisRange = 'In this range';

export const filterPeople = 'Filter people';
export const addFilterOnPeople = 'Add a filter on people';
export const onlyWhere = 'Where';
export const is = 'is';
export const addFilter = 'Add filter';
export const groups = {
  person: 'Person',
  range: 'In the range',
  features: 'Activities by feature',
  platform: 'From the platform',
};
export const choices = {
  atLeast: 'at least',
  moreThan: 'more than',
  atMost: 'at most',
  zero: 'zero',
  exactly: 'exactly',
  fell: 'fell by at least … %',
  rose: 'rose by at least … %',
  within: 'in the last … days',
  over: 'more than … days ago',
  before: 'before a day',
  after: 'after a day',
};
export const values = { number: 'Number', percent: 'Percent', days: 'Days', date: 'Day' };
export const faults = {
  number: 'Enter a whole number.',
  percent: 'Enter a percentage, for a fall up to 100.',
  days: 'Enter a number of days from 1 to 9999.',
  date: 'Choose a day.',
};

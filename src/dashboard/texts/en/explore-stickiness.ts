export const windowsOf = 'told by';
export const windowOf = 'Days in a row';
export const windows = { '7': '7 days', '28': '28 days' } as const;
export const spread = 'On how many days';
export const spreadNote = (from: string, to: string) => `Of those who were active from ${from} to ${to}`;
export const average = (days: string) => `${days} days on average`;
export const daysOn = (n: number) => (n === 1 ? '1 day' : `${n} days`);
export const openOn = (count: string, n: number) =>
  `${count} active on ${n === 1 ? 'one day' : `${n} days`}: list them`;
export const shareOf = 'Part of the month’s people on a day';
export const shareNote = 'Of those active in 28 days, who is there on the last of them';
export const byDay = 'By day';
export const byDayNote = 'A week is any 7 days, a month any 28 days that end with the day';
export const day = 'Day';
export const lengths = { daily: 'On the day', weekly: 'In 7 days', monthly: 'In 28 days' } as const;
export const share = 'Day of 28 days';
export const openDay = (count: string, what: string, day: string) =>
  `${count} active, ${what}, ${day}: list them`;
export const byFeature = 'By feature';
export const byFeatureNote = 'In the same days: who used it, and on how many of them';
export const feature = 'Feature';
export const people = 'People';
export const averageHead = 'Days each';
export const openFeature = (count: string, feature: string) => `${count} with ${feature}: list them`;
export const file = 'the numbers of each day';
export const nobody = 'Nobody was active in this range. A longer range may show more.';
export const soFar = 'so far';
export const unfinished = 'The last day isn’t over: more may come.';
export const hidden = 'of fewer than five, or telling of so few';
export const onTitle = (n: number, of: number, last: string) => `Active on ${n} of the ${of} days to ${last}`;
export const withinTitle = (of: number, last: string) =>
  of === 1 ? `Active on ${last}` : `Active in the ${of} days to ${last}`;

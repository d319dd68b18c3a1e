import { plural } from '../../format/plural.ts';

export const title = (label: string) => `${label}: why did it change?`;
export const compared = (after: string, before: string) => `${after}, compared with ${before}`;
export const cause = (named: string, difference: string, others: string) =>
  `${named} of ${difference}; everything else ${others}.`;
export const and = ' and ';
export const nothing = 'Nothing in particular.';
export const same = 'Both are the same.';
export const usual = (n: string) => `A difference of up to ${n} either way is usual.`;
export const shared = 'It is more than usual, and all parts share in it.';
export const hidden = 'This number is of fewer than five people, or would tell of so few.';
export const explains = 'Explains it';
export const others = (n: number, count: string) =>
  `${count} ${plural(n, { one: 'other', other: 'others' })}`;
export const part = 'Part';
export const before = 'Before';
export const after = 'After';
export const change = 'Change';
export const none = 'None';
export const erased = 'Erased users';
export const account: Readonly<Record<string, string>> = { new: 'New people', returning: 'Returning people' };
export const paid: Readonly<Record<string, string>> = { before: 'Paid before', notYet: 'Not paid before' };
export const dimensions: Readonly<Record<string, string>> = {
  feature: 'Feature',
  action: 'Action',
  hour: 'Hour of the day',
  weekday: 'Weekday',
  account: 'New and returning people',
  referralCode: 'Referral code',
  paid: 'Paid before the range or not',
  mostUsed: 'Feature used most',
  user: 'Single people',
};
export const how = 'Each list adds up to the difference. What explains most with least comes first.';
export const theSplits = 'the splits';
export const soFar = 'The range isn’t over: both are counted as far as it has come.';
export const segment = (name: string) => `Segment: ${name}`;
export const outside = 'Everybody else';
export const sideOf = (part: string, side: string, count: string) => `${part}, ${side}: ${count}`;
export const whoHasAny = 'Everybody who has any of it in the range, those with most first.';

import { plural } from '../../format/plural.ts';

/* What is counted, in the form that goes with a number. */

export const activities = (n: number) => plural(n, { one: 'activity', other: 'activities' });
export const people = (n: number) => plural(n, { one: 'person', other: 'people' });
export const users = (n: number) => plural(n, { one: 'user', other: 'users' });
export const referrals = (n: number) => plural(n, { one: 'referral', other: 'referrals' });
export const transactions = (n: number) => plural(n, { one: 'transaction', other: 'transactions' });
export const shares = (n: number) => plural(n, { one: 'share', other: 'shares' });
export const likes = (n: number) => plural(n, { one: 'like', other: 'likes' });
export const rows = (n: number) => plural(n, { one: 'row', other: 'rows' });
export const requests = (n: number) => plural(n, { one: 'request', other: 'requests' });
export const letters = (n: number) => plural(n, { one: 'letter', other: 'letters' });
export const entries = (n: number) => plural(n, { one: 'entry', other: 'entries' });
export const moreWeeks = (n: number) => plural(n, { one: 'more week', other: 'more weeks' });

/** By the kind of a list. */
export const listed = { users, referrals, transactions, shares, likes, activities };

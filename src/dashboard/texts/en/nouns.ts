import { type Forms, plural } from '../../format/plural.ts';

/** What is counted, in the form that goes with a number. */
const word = (forms: Forms) => (n: number) => plural(n, forms);

export const activities = word({ one: 'activity', other: 'activities' });
export const people = word({ one: 'person', other: 'people' });
export const users = word({ one: 'user', other: 'users' });
export const referrals = word({ one: 'referral', other: 'referrals' });
export const transactions = word({ one: 'transaction', other: 'transactions' });
export const shares = word({ one: 'share', other: 'shares' });
export const likes = word({ one: 'like', other: 'likes' });
export const credits = word({ one: 'credit', other: 'credits' });
export const days = word({ one: 'day', other: 'days' });
export const weeks = word({ one: 'week', other: 'weeks' });
export const rows = word({ one: 'row', other: 'rows' });
export const groups = word({ one: 'group', other: 'groups' });
export const letters = word({ one: 'letter', other: 'letters' });
export const entries = word({ one: 'entry', other: 'entries' });
export const requests = word({ one: 'request', other: 'requests' });

/** By the kind of a list. */
export const listed = { users, referrals, transactions, shares, likes, activities };

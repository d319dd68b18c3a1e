import { plural } from '../../format/plural.ts';

/* What stands in a host's own page. */

export const wrongAttribute = (n: number) =>
  plural(n, { one: 'An attribute isn’t accepted', other: 'Some attributes aren’t accepted' });
export const takes = (accepted: string) => `takes ${accepted}`;
export const takesWhole = (min: number, max: number) => `takes a whole number from ${min} to ${max}`;
export const notSignedIn = 'You aren’t signed in';
export const signInAgain = 'Sign in again, then reload this page.';
export const tooFewPeople = 'not told, since it is of so few people';
export const takesUserId = 'takes the id of a user';
export const totalActivityInRange = 'Total activity, in the range';

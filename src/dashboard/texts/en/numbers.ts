import type { Interval } from '../../../contract/common.ts';
import { per } from './format.ts';

export const by = (label: string, interval: Interval) => `${label}, ${per(interval)}`;
export const counted = (count: string) => `${count} counted`;
export const moreCounted = (more: string, counted: string) => `${more} more, ${counted} counted`;
export const notKnown = 'not known';
export const aboutThisColumn = 'About this column';
export const whatItMeans = (name: string) => `${name}: what it means`;
export const actionsCountersThisFeature = 'the actions and counters of this feature';
export const actionsCountersEveryFeature = 'the actions and counters of every feature';
export const behind = (rows: string, label: string) => `${rows} behind ${label}`;
export const inTheChart = (label: string, full: string) => `${label} ${full}: in the chart`;
export const metrics = (label: string) => `${label}, metrics`;
export const activities = 'Activities';
export const everythingUsersDidIn = 'Everything users did in the range, each action once.';
export const activeUsers = 'Active users';
export const usersWithAtLeast = 'Users with at least one activity in the range.';
export const totalUsers = 'Total users';
export const allAccountsAtEnd =
  'All accounts at the end of the range, those known only by their activity included.';
export const newUsers = 'New users';
export const accountsCreatedInRange = 'Accounts created in the range.';
export const revenue = 'Revenue';
export const creditPurchasesInRange =
  'Credit purchases in the range, refunds subtracted, in the reporting currency.';
export const purchasesRefundsBeingNegative = 'Purchases, refunds being negative ones';
export const totalActivity = 'Total activity';
export const whatUsersMadeIn = 'What users made in the range: the score that ranks them.';
export const purchases = 'Purchases';
export const creditPurchasesRefundsAmong = 'Credit purchases, refunds among them as negative amounts.';
export const subscriptions = 'Subscriptions';
export const subscriptionPaymentsRefundsAmong = 'Subscription payments, refunds among them.';
export const shares = 'Shares';
export const sharedSessions = 'Shared sessions';
export const sharedMedia = 'Shared media';
export const gotALike = (shares: string) => `${shares} that got a like`;
export const sharedInRangeNot = 'Shared in the range and not taken back before its end.';
export const givenInRangeNot = 'Given in the range and not withdrawn before its end.';
export const likes = 'Likes';
export const likesReceived = 'Likes received';
export const eachOnce = (what: string) => `${what}, each once.`;
export const newReferrals = 'New referrals';
export const referralsMadeInRange = 'Referrals made in the range.';
export const totalReferred = 'Total referred';
export const usersReferredUpEnd = 'Users referred up to the end of the range, each once.';
export const creditsEarned = 'Credits earned';
export const rewardsReferralsMadeIn =
  'Rewards of the referrals made in the range; credit transactions add nothing to it.';
export const activeReferred = 'Active referred';
export const referredUsersWithAt = 'Referred users with at least one activity in the range.';
export const conversion = 'Conversion';
export const partAllReferredUsers = 'The part of all referred users who were active in the range.';
export const activeReferredTotalReferred = 'Active referred ÷ Total referred';
export const sessionsSharedInRange = 'Sessions shared in the range and not taken back before its end.';
export const mediaSharedInRange = 'Media shared in the range and not taken back before its end.';
export const likesGivenInRange =
  'Likes given in the range and not withdrawn before its end, whenever their share was made.';
export const contributors = 'Contributors';
export const usersWhoMadeOne = 'Users who made one of the shares counted.';
export const atEndRange = 'at the end of the range';
export const wholeRange = 'total';
export const soFar = ', so far';
export const stillToCome = ', still to come';
export const noDataForComparison = 'no data for the comparison period';
export const aboutAsMuchAs = (previous: string) => `about as much as before (${previous})`;
export const timesAsMuchAs = (times: string, previous: string) => `${times} as much as before (${previous})`;
/** A label amid a sentence: `Captions Generated` → `captions generated`; `API Calls` → `API calls`. */
export const inSentence = (label: string) =>
  label.replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
export const quoted = (label: string) => `“${label}”`;
export const having = (breakdown: string, value: string) => ` with the ${inSentence(breakdown)} ${value}`;
export const formulaWith = (breakdown: string, value: string) =>
  `, with the ${inSentence(breakdown)} ${value}`;
export const everythingIn = (feature: string) => `Everything users did in ${feature}, each action once.`;
export const everything = 'Everything users did, each action once.';
export const activitiesWith = (what: string) => `Activities with ${what}, each once.`;
export const until = (moment: string) => `, until ${moment}`;
export const beforehand = 'before';
export const moreThanBefore = (change: string, before: string) => `${change} more than before (${before})`;
export const lessThanBefore = (change: string, before: string) => `${change} less than before (${before})`;
export const groupings = { feature: 'feature', action: 'action', user: 'user', day: 'day' };
export const lists = {
  users: 'Users',
  referrals: 'Referrals',
  transactions: 'Transactions',
  shares: 'Shares',
  likes: 'Likes',
  activities: 'Activities',
};
export const referralRewards = 'Referral rewards';
export const whatWasCreditedFor = 'What was credited for referrals.';
export const lessTaken = (taken: string) => `, less ${taken}`;
export const countedInRange = (what: string) => `${what}, in the range, each once.`;
export const countedUpToEnd = (what: string) => `${what}, up to the end of the range, each once.`;
export const credits = 'Credits';
export const creditsOfEveryPayment = 'Credits of every purchase, subscription and reward, refunds taken off.';
export const referredUsers = 'Referred users';
export const usersReferredInRange = 'Users referred in the range, each once.';
export const usersReferredInRangeActive = 'Users referred in the range who were active in it, each once.';
export const people = 'People';

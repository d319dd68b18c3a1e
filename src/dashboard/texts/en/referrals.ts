import { plural } from '../../format/plural.ts';
import * as nouns from './nouns.ts';

export const referrals = 'Referrals';
export const topReferrers = 'Top referrers';
export const byUsersReferredIn = 'by users referred in the range';
export const topCodes = 'Top codes';
export const eachOpensItsReferrals = 'each opens its referrals';
export const referredUsers = 'Referred users';
export const latestReferrals = 'Latest referrals';
export const findReferralsByEither = 'Find referrals by either user or by code';
export const userOrCode = 'User or code';
export const everyReferralThisList = 'every referral of this list';
export const noReferralThisRange = 'No referral of this range matches. A longer range may have one.';
export const nobodyWasReferredIn = 'Nobody was referred in this range.';
export const referralTable = 'Referral table';
export const referred = 'Referred';
export const by = 'By';
export const code = 'Code';
export const credits = 'Credits';
export const when = 'When';
export const ofReferred = (activeReferrals: string, totalReferrals: string) =>
  `${activeReferrals} of ${totalReferrals} referred`;
export const aReferral = (each: string) => `${each} a referral`;
export const rewards = 'Rewards';
export const usersReferredInRange = 'Users referred in the range, each once';
export const active = 'Active';
export const thoseThemWhoWere = 'Those of them who were active in the range';
export const rewardsTheseReferrals = 'Rewards of these referrals';
export const user = 'User';
export const theTopReferrers = 'the top referrers';
export const referrerTable = 'Referrer table';
export const theTopCodes = 'the top codes';
export const codeTable = 'Code table';
export const noCode = 'no code';
export const referralsWithCode = (code: string) => `Referrals with the code ${code}`;
export const topReferrersFile = 'top referrers';
export const topCodesFile = 'top codes';
export const newReferrals = (n: number, count: string) => `${count} new ${nouns.referrals(n)}`;
export const areActive = (n: number, active: string, total: string) =>
  `${active} of ${total} referred ${plural(n, { one: 'user is', other: 'users are' })} active.`;
export const inRangeCredits = (rows: string, n: number, credits: string) =>
  `${rows} in the range, ${credits} ${plural(n, { one: 'credit', other: 'credits' })}`;
export const whatCode = (code: string) => `code ${code}`;
export const nothingInRange = 'No referral in this range.';
export const theirReferrals = (count: string, column: string, who: string) => `${column} ${count} of ${who}`;
export const outcomes = 'What became of them';
export const outcomesNote = 'people who signed up in the range, until now';
export const outcomesNoteWithin = 'people who signed up in the range';
export const stillOpen = (count: string) => `${count} still have time`;
export const outcomeGroups = { code: 'Code', referrer: 'Referrer', week: 'Week', month: 'Month' } as const;
export const outcomesFile = 'what became of everybody who signed up';
export const outcomesTable = 'Outcome table';
export const outcomeSteps = {
  signedUp: 'Signed up',
  active: 'Active',
  created: 'Created',
  paid: 'Paid',
} as const;
export const outcomeDefinitions = {
  signedUp: 'Accounts created in the range, each once, by their first referral',
  active: 'Those of them who did anything',
  created: 'Those of them who made something',
  paid: 'Those of them who bought or subscribed',
  revenue: 'What they bought, less refunds',
  credits: 'Rewards of the referrals that they came by',
} as const;
export const revenue = 'Revenue';
export const allReferred = 'All who were referred';
export const cameOtherwise = 'All who came otherwise';
export const otherwiseIn = (when: string) => `Otherwise, ${when}`;

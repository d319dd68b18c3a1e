export const facts = 'Payments, referrals, community';
export const everNote = 'all time';
export const payments: Readonly<Record<string, string>> = {
  purchase: 'Purchases',
  subscription: 'Subscriptions',
  referral_reward: 'Referral rewards',
};
export const shares = { session: 'Shared sessions', media: 'Shared media' };
export const likesGiven = 'Likes given';
export const likesReceived = 'Likes received';
export const credits = 'Credits bought and earned';
export const referralsMade = 'Users referred';
export const referredBy = 'Came through';
export const withCode = (code: string) => `with code ${code}`;
export const timesPaid = (n: string, one: boolean) => (one ? `${n} payment` : `${n} payments`);
export const creditsFor = (credits: string) => `${credits} credits`;
export const lastOn = (date: string) => `last ${date}`;
export const viewers = 'Who looked at this page';
export const viewersNote = (since: string) => `as far back as the audit log goes, ${since}`;
export const views = (n: string, one: boolean) => (one ? `${n} view` : `${n} views`);
export const you = 'you';
export const allInAudit = 'All in the audit log';
export const lastSeen = 'Last seen';
export const nothingInRange = 'Nothing in this range.';
export const showMonth = (month: string) => `Show ${month}`;
export const neverActive = 'No activity was ever recorded.';
export const yearUpTo = (day: string) => `the year up to ${day}`;
export const lastYear = 'the last 365 days';
export const showDay = (what: string, day: string) => `${what}: show ${day}`;
export const activityByDay = 'Activity by day';
export const eachDay = 'the activities of each day';

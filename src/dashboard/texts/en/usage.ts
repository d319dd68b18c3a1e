import { plural } from '../../format/plural.ts';

export const general = 'General';
export const columns = 'Columns';
export const lowRows = 'Low rows';
export const backUsualColumns = 'Back to the usual columns';
export const usage = 'Usage';
export const topUsers = 'Top users';
export const byFeature = 'By feature';
export const everyCounterInRange = 'every counter in the range';
export const pages = 'Pages';
export const of = (first: string, page: string, total: string) => `${first}–${page} of ${total}`;
export const rowsOnPage = 'Rows on a page';
export const rows = (n: number) => `${n} rows`;
export const previousPage = 'Previous page';
export const pageOf = (page: string, pages: string) => `Page ${page} of ${pages}`;
export const nextPage = 'Next page';
export const nobodyWasActiveIn = 'Nobody was active in this range.';
export const notIdentified = 'not identified';
export const rank = (rank: number) => `Rank ${rank}`;
export const rankName = 'Rank';
export const totalActivity = 'total activity';
export const andInMore = (value: string, length: number) =>
  `${value} more in ${length} other ${plural(length, { one: 'feature', other: 'features' })}`;
export const lastActive = (lastActivityAt: string) => `Last active ${lastActivityAt}`;
export const numbersThisSummaryWith = 'the numbers of this summary with their trends';
export const summary = 'Summary';
export const lastActivity = 'Last activity';
export const lastSeen = 'Last seen';
export const user = 'User';
export const totalActivityName = 'Total activity';
export const activities = 'Activities';
export const notInThisRange = 'Not in this range';
export const neverActive = 'Never active';
export const userTable = 'User table';
export const activeInRange = 'active in the range';
export const joinedInRange = 'joined in the range';
export const atEndRange = 'at the end of the range';
export const users = 'Users';
export const findUsersByName = 'Find users by name, e-mail or id';
export const nameEMailOr = 'Name, e-mail or id';
export const everyUserThisTable = 'every user of this table, with its columns and its order';
export const moreByApiCalls = (inactiveRows: string) =>
  `, ${inactiveRows} more by API calls or presence alone`;
export const wasActiveIn = 'was active in';
export const joinedIn = 'joined in';
export const wasThereAtEnd = 'was there at the end of';
const nobody = (who: string) => (searched: string) =>
  `Nobody ${who} matches “${searched}”. A longer range may find them.`;
export const nobodyMatches = {
  active: nobody('active in this range'),
  range: nobody('who joined in this range'),
  ever: nobody('there at the end of this range'),
};
export const nobodyThisRange = (listed: string) => `Nobody ${listed} this range.`;
export const distribution = (breakdown: string) => `${breakdown} distribution`;
export const byTotalActivity = 'by total activity';
export const byTotalActivityIn = (feature: string) => `by total activity in ${feature}`;
export const actionsPerformed = (count: string) => `Administration: ${count} actions performed`;
export const usersManaged = 'users managed';
export const settingsChanged = (count: string) => `${count} settings changed`;
export const ofSegment = (name: string) => `Segment: ${name}`;

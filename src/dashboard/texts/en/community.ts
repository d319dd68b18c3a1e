import { plural } from '../../format/plural.ts';

export const community = 'Community';
export const topContributors = 'Top contributors';
export const bySharesInRange = 'by shares in the range';
export const shares = 'Shares';
export const likes = 'Likes';
export const contributors = 'Contributors';
export const user = 'User';
export const sessionsMediaTogether = 'Sessions and media together';
export const sessions = 'Sessions';
export const sessionsSharedInRange = 'Sessions shared in the range and not taken back before its end';
export const media = 'Media';
export const mediaSharedInRange = 'Media shared in the range and not taken back before its end';
export const likesReceived = 'Likes received';
export const likesGivenInRange = 'Likes given in the range to any of their shares';
export const theTopContributors = 'the top contributors';
export const nobodySharedAnythingIn = 'Nobody shared anything in this range.';
export const contributorTable = 'Contributor table';
export const topContributorsFile = 'top contributors';
const sharesWord = (n: number) => plural(n, { one: 'share', other: 'shares' });
export const sharesCount = (n: number, count: string) => `${count} ${sharesWord(n)}`;
export const byPeople = (n: number, count: string) =>
  `by ${count} ${plural(n, { one: 'person', other: 'people' })}`;
export const andLikes = (n: number, count: string) =>
  `, and ${count} ${plural(n, { one: 'like', other: 'likes' })}.`;
export const sharesEach = (n: number, each: string) => `${each} ${sharesWord(n)} each`;
export const nothingInRange = 'No share and no like in this range.';

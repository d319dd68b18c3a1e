import * as nouns from './nouns.ts';

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
export const sharesCount = (n: number, count: string) => `${count} ${nouns.shares(n)}`;
export const byPeople = (n: number, count: string) => `by ${count} ${nouns.people(n)}`;
export const andLikes = (n: number, count: string) => `, and ${count} ${nouns.likes(n)}.`;
export const sharesEach = (n: number, each: string) => `${each} ${nouns.shares(n)} each`;
export const nothingInRange = 'No share and no like in this range.';
export const fromLike = 'From like to first creation';
export const fromLikeNote = 'what people created after their first like, until now';
export const fromLikeNoteWithin = 'what people created after their first like';
export const fromLikeFile = 'from like to first creation';
export const fromLikeTable = 'Table of first likes';
export const likeGroups = { kind: 'Kind', owner: 'Shared by', week: 'Week', month: 'Month' } as const;
export const likeCounts = {
  shared: 'Shared',
  liked: 'Got a like',
  likers: 'People who liked',
  firstLikers: 'First like',
  newcomers: 'Newcomers',
  created: 'Created',
  open: 'Still have time',
  left: 'Created nothing',
  median: 'Half within',
} as const;
export const likeDefinitions = {
  shared: 'Sessions and media shared in the range and not taken back before its end',
  liked: 'Of those, what got a like before the end of the range',
  likers: 'People who gave a like in the range',
  firstLikers: 'Of those, whose first like of all it was',
  newcomers: 'Of those, who had created nothing before that like',
  created: 'Of those, who created something after it',
  open: 'Of those, who created nothing yet and still have time',
  left: 'Of those, who created nothing in their days',
  median: 'From the first like to the first creation, for half of those who created something',
} as const;
export const unknownShare = 'Unknown';
export const likedFirst = (when: string) => `First like ${when}`;
export const madeFirst = (when: string) => `First creation ${when}`;
export const madeNothing = 'Created nothing so far';
export const whoWentSilent = 'Who shared the month before, and nothing since';

export const newIs = 'New people';
export const beginLabel = 'What a beginning is';
export const begins = { activity: 'with their first activity', joined: 'who joined' } as const;
export const firstOf = 'their first';
export const byLabel = 'What is told as first';
export const groupings = { feature: 'Feature', action: 'Action' } as const;
export const stayedAfter = 'stayed: back after';
export const daysLabel = 'Days after which who is back has stayed';
export const soManyDays = (n: number) => (n === 1 ? '1 day' : `${n} days`);
export const counts = { people: 'Began', stayed: 'Stayed', left: 'Left', open: 'Still open' } as const;
export const meanings = {
  people: 'Began in this range',
  stayed: 'Active again so many days after the day of the beginning, or later',
  left: 'Not active since; who comes back later has stayed',
  open: 'The day isn’t over by which they have stayed: neither stayed nor left',
} as const;
export const stays = 'Stay';
export const staysMeans = 'Stayed, of those who had the time';
export const share = 'Of all';
export const shareMeans = 'Of all who began';
export const ofStayed = 'Of those who stayed';
export const ofStayedMeans = 'Of all who stayed, how many used it in their first days';
export const ofLeft = 'Of those who left';
export const ofLeftMeans = 'Of all who left, how many used it in their first days';
export const first = 'What came first';
export const firstNote = 'Each person once, by the very first';
export const cameFirst = 'First';
export const used = 'Used';
export const usedBy = 'People';
export const usedTitle = (n: number) => (n === 1 ? 'Used on the first day' : `Used in the first ${n} days`);
export const usedNote = 'First or later: what those who stayed used, and those who left';
export const open = (count: string, what: string, group: string) => `${count}, ${what}, ${group}: list them`;
export const openAll = (count: string, what: string) => `${count}, ${what}: list them`;
export const allOfThem = 'anything';
export const firstWas = (what: string) => `First: ${what}`;
export const usedIt = (what: string) => `Used in their first days: ${what}`;
export const began = 'began';
export const firstAt = 'first';
export const file = 'the numbers of each group';
export const nobody = 'Nobody began in this range. A longer range may show more.';
export const unfinished = (n: number) =>
  `Whose day ${n} isn’t over is still open, and counts neither as stayed nor as left.`;
export const allHidden =
  'Of those who began, one to four stayed, left, or are still open: nothing is told of so few. A longer range, or one that ended earlier, may show more.';
export const someHidden = 'Numbers marked – are of fewer than five people, or would tell of so few.';

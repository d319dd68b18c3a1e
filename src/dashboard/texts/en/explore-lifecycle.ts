export const states = {
  new: 'New',
  returning: 'Returning',
  resurrected: 'Back',
  dormant: 'Dormant',
} as const;
export const meanings = {
  new: 'Active for the first time ever',
  returning: 'Active now and in the period before',
  resurrected: 'Active again after at least one period without',
  dormant: 'Active in the period before, and not in this one',
} as const;
export const active = 'Active';
export const overTime = 'Who comes and goes';
export const note = 'Above the line who is active, below it who was in the period before and isn’t any more';
export const period = 'Period';
export const byPeriod = 'By period';
export const file = 'the numbers of each period';
export const nobody =
  'Nobody was active in this range or in the period before it. A longer range may show more.';
export const soFar = 'so far';
export const unfinished = 'The dashed period isn’t over: who is dormant in it may still come.';
export const hidden = 'A period with a number of one to four people is told nothing of.';
export const title = (state: string, period: string) => `${state}: ${period}`;
export const list = (count: string, state: string, period: string) =>
  `${count} ${state}, ${period}: list them`;

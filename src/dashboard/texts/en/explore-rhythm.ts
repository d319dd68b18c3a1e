export const title = 'The week by the hour';
export const note = (what: string, zone: string) => `${what}, by the clock of ${zone}`;
export const week = 'Hours of the week';
export const keys = 'Arrow keys walk from hour to hour, Enter lists who was there.';
export const cell = (weekday: string, from: string, to: string) => `${weekday}, ${from}–${to}`;
export const spoken = (cell: string, what: string) => `${cell}: ${what}`;
export const withMean = (what: string, mean: string, hours: string) =>
  `${what}; ${mean} activities an hour, over ${hours} of them`;
export const notThere = 'not in this range so far';
export const hidden = 'not told: of fewer than five people, or telling of so few';
export const someHidden = 'Hours marked – are of fewer than five people, or would tell of so few.';
export const total = (people: string, activities: string, hours: string) =>
  `${people} and ${activities} in ${hours} hours.`;
export const toldBy = 'shown as';
export const toldByLabel = 'What an hour is shown as';
export const shown = {
  people: 'Different people',
  activities: 'Activities',
  mean: 'Activities an hour, on average',
} as const;
export const file = 'the numbers of each hour';
export const nobody = 'Nobody was active in this range. A longer range may show more.';

export const stepsOfFunnel = 'Steps of the funnel';
export const moveUp = (n: number) => `Move step ${n} up`;
export const moveDown = (n: number) => `Move step ${n} down`;
export const takeAway = (n: number) => `Take step ${n} away`;
export const addStep = 'Add a step';
export const within = 'within';
export const windowOf = 'Time for all steps';
export const windows = {
  '30m': '30 minutes',
  '1h': 'an hour',
  '1d': 'a day',
  '7d': '7 days',
  '14d': '14 days',
  '30d': '30 days',
  '90d': '90 days',
} as const;
export const orderOf = 'Order of the steps';
export const orders = {
  sequence: 'in this order',
  strict: 'in this order, nothing between',
  any: 'in any order',
} as const;
export const counting = 'counting';
export const whatCounts = 'What is counted';
export const counts = { people: 'people', tries: 'every try' } as const;
export const without = 'Without';
export const exclude = 'Leave out';
export const excludeNote = 'Whoever does this between two steps gets no further in that try.';
export const between = 'Between';
export const anywhere = 'first and last step';
export const gap = (n: number) => `step ${n} and ${n + 1}`;
export const add = 'Add';
export const takeOff = (what: string) => `Take off: ${what}`;
export const wentThrough = (share: string) => `${share} got through all steps`;
export const ofSo = (completed: string, entered: string, what: string) =>
  `${completed} of ${entered} ${what}`;
export const tries = (n: number): string => (n === 1 ? 'try' : 'tries');
export const before = (share: string) => `${share} before`;
export const halfWithin = (time: string) => `half of them within ${time}`;
export const wentOn = (share: string) => `${share} went on`;
export const didnt = (count: string) => `${count} didn’t`;
export const openPeople = (count: string, step: string) => `${count} who got to ${step}: list them`;
export const openLost = (count: string, step: string) => `${count} didn’t get to ${step}: list them`;
export const median = (time: string) => `half within ${time}`;
export const p90 = (time: string) => `9 of 10 within ${time}`;
export const stillOpen = (count: string) => `${count} still have time`;
export const hidden = 'fewer than five, or telling of so few';
export const beforeBar = 'The thin bar is the comparison.';
export const bars = 'How many got to each step';
export const overTime = 'Over time';
export const conversionOf = 'Got through all steps';
export const conversionNote = 'By when they began. Those of the last days may still have time.';
export const byGroup = (label: string) => `By ${label.toLowerCase()}`;
export const groupNote = 'Of the activity that a try begins with';
export const group = 'Group';
export const conversion = 'Through';
export const medianHead = 'Half within';
export const reachedTitle = (step: string) => `Got to: ${step}`;
export const lostTitle = (step: string) => `Didn’t get to: ${step}`;
export const funnelFile = 'the numbers of this funnel';
export const began = 'began';
export const took = (time: string) => `after ${time}`;
export const reachedStep = (n: number, of: number) => `step ${n} of ${of}`;
export const learnMore =
  'Each counts once, by the try that got furthest. Steps may lie behind the range, as long as there is time.';
export const learnMoreTries = 'One try after another: the next begins after one has ended.';
export const firstGroups = (shown: string, all: string) =>
  `The ${shown} largest of ${all}; the file has them all.`;

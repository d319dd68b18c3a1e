export const whereTo = 'Where people went';
export const directionOf = 'After or before';
export const directions = { after: 'after', before: 'before' } as const;
export const anchorOf = 'What ways begin with';
export const visitStart = 'the start of a visit';
export const visitEnd = 'the end of a visit';
export const startOfVisit = 'Start of a visit';
export const endOfVisit = 'End of a visit';
export const asFarAs = 'as far as';
export const stepsOf = 'How many steps';
export const soManySteps = (n: number) => (n === 1 ? '1 step' : `${n} steps`);
export const withinOf = 'How long after it, or before it';
export const windows = {
  visit: 'of the same visit',
  '10m': 'within 10 minutes',
  '1h': 'within an hour',
  '1d': 'within a day',
  '7d': 'within 7 days',
  '30d': 'within 30 days',
} as const;
export const nodesOf = 'What a step is told by';
export const nodes = { action: 'by action', feature: 'by feature' } as const;
export const mostOf = 'How many next steps';
export const theCommonest = (n: number) => `the ${n} commonest of each`;
export const counting = 'counting';
export const whatCounts = 'What is counted';
export const counts = { people: 'people, by their first try', tries: 'every try' } as const;
export const tries = (n: number): string => (n === 1 ? 'try' : 'tries');
export const keepRepeats = 'Tell repeats one by one';
export const tree = 'Ways';
export const treeNote = 'The share is of those who got to the step before';
export const treeNoteBefore = 'Nearest first: each step came before the one above it';
export const endedHere = 'Ended here';
export const beganHere = 'Began here';
export const otherSteps = (n: number | null): string =>
  n === null ? 'Other steps' : n === 1 ? '1 other step' : `${n} other steps`;
export const way = (steps: readonly string[], before: boolean) => steps.join(before ? ' ← ' : ' → ');
export const endedTitle = (ended: string, way: string) => `${ended}: ${way}`;
export const otherTitle = (way: string) => `Another step: ${way}`;
export const table = 'As a table';
export const wayHead = 'Way';
export const peopleHead = 'People';
export const triesHead = 'Tries';
export const ofAll = 'Of all';
export const ofBefore = 'Of the step before';
export const openHead = 'May go on';
export const file = 'every way';

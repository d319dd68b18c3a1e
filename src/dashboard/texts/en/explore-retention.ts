export const whoBegan = 'Who began with';
export const beginsWith = 'What is a beginning';
export const beginsHow = 'Which beginning counts';
export const begins = { first: 'for the first time ever', any: 'in that period' } as const;
export const cameBackWith = 'and came back with';
export const returnsWith = 'What is a return';
export const returnsHow = 'When a return counts';
export const modes = { on: 'in each period', by: 'by then at the latest' } as const;
export const howMany = 'How many periods';
export const soMany = (n: number) => `${n} of them`;
export const curve = 'Who came back';
export const curveNote = 'Of all cohorts whose period is over';
export const nothingOver = 'No period after a beginning is over yet, or all are of fewer than five people.';
export const cohorts = 'By when they began';
export const cohortsNote = 'A dashed cell is of a period that isn’t over: more may come';
export const retentionFile = 'every cell of this table';
export const beganIn = 'Began in';
export const sizeHead = 'People';
export const periodWord = (unit: 'day' | 'week' | 'month') =>
  ({ day: 'Day', week: 'Week', month: 'Month' })[unit];
export const periodsAfter = (unit: 'day' | 'week' | 'month') => `${unit}s after they began`;
export const cameOf = (came: string, of: string) => `${came} of ${of}`;
export const notOver = 'so far, not over';
export const unfinished = (count: string) => `${count} so far; the period isn’t over`;
export const beganTitle = (unit: 'day' | 'week' | 'month', day: string) => `Began in the ${unit} of ${day}`;
export const cameTitle = (unit: 'day' | 'week' | 'month', n: number, day: string) =>
  `Came back ${n} ${unit}${n === 1 ? '' : 's'} after that of ${day}`;
export const awayTitle = (unit: 'day' | 'week' | 'month', n: number, day: string) =>
  `Stayed away ${n} ${unit}${n === 1 ? '' : 's'} after that of ${day}`;
export const showAway = 'Show who stayed away';
export const showCame = 'Show who came back';

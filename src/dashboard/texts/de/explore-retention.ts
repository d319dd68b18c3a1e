const UNITS = { day: 'Tag', week: 'Woche', month: 'Monat' } as const;
const AFTER = {
  day: ['Tag', 'Tage'],
  week: ['Woche', 'Wochen'],
  month: ['Monat', 'Monate'],
} as const;
const later = (unit: keyof typeof AFTER, n: number) => `${n} ${AFTER[unit][n === 1 ? 0 : 1]}`;
export const whoBegan = 'Wer begann mit';
export const beginsWith = 'Was ein Beginn ist';
export const beginsHow = 'Welcher Beginn zählt';
export const begins = { first: 'zum ersten Mal überhaupt', any: 'in dem Zeitraum' } as const;
export const cameBackWith = 'und kam wieder mit';
export const returnsWith = 'Was eine Wiederkehr ist';
export const returnsHow = 'Wann eine Wiederkehr zählt';
export const modes = { on: 'in jedem Zeitraum', by: 'bis dahin irgendwann' } as const;
export const howMany = 'Wie viele Zeiträume';
export const soMany = (n: number) => `${n} davon`;
export const curve = 'Wer wiederkam';
export const curveNote = 'Aller Kohorten, deren Zeitraum vorbei ist';
export const nothingOver =
  'Noch kein Zeitraum nach einem Beginn ist vorbei, oder alle sind von weniger als fünf Personen.';
export const cohorts = 'Nach ihrem Beginn';
export const cohortsNote =
  'Ein gestricheltes Feld ist von einem Zeitraum, der noch läuft: es können mehr werden';
export const retentionFile = 'jedes Feld dieser Tabelle';
export const beganIn = 'Begann in';
export const sizeHead = 'Personen';
export const periodWord = (unit: 'day' | 'week' | 'month') => UNITS[unit];
export const periodsAfter = (unit: 'day' | 'week' | 'month') => `${AFTER[unit][1]} nach dem Beginn`;
export const cameOf = (came: string, of: string) => `${came} von ${of}`;
export const notOver = 'bisher, noch nicht vorbei';
export const unfinished = (count: string) => `${count} bisher; der Zeitraum läuft noch`;
export const beganTitle = (unit: 'day' | 'week' | 'month', day: string) => `Begann: ${UNITS[unit]} ab ${day}`;
export const cameTitle = (unit: 'day' | 'week' | 'month', n: number, day: string) =>
  `Kam ${later(unit, n)} nach dem Beginn wieder (${day})`;
export const awayTitle = (unit: 'day' | 'week' | 'month', n: number, day: string) =>
  `Blieb ${later(unit, n)} nach dem Beginn weg (${day})`;
export const showAway = 'Zeigen, wer wegblieb';
export const showCame = 'Zeigen, wer wiederkam';

import * as nouns from './nouns.ts';

export const explore = 'Erkunden';
export const funnel = 'Trichter';
export const stepsOfFunnel = 'Schritte des Trichters';
export const step = (n: number) => `Schritt ${n}`;
export const anythingIn = (feature: string) => `Irgendetwas in ${feature}`;
export const oneOf = (actions: readonly string[]) => actions.join(' oder ');
export const features = 'Funktionen';
export const anyValue = (label: string) => `${label}: beliebig`;
export const valueOfStep = (label: string, n: number) => `${label} von Schritt ${n}`;
export const moveUp = (n: number) => `Schritt ${n} nach oben`;
export const moveDown = (n: number) => `Schritt ${n} nach unten`;
export const takeAway = (n: number) => `Schritt ${n} entfernen`;
export const addStep = 'Schritt hinzufügen';
export const within = 'innerhalb von';
export const windowOf = 'Zeit für alle Schritte';
export const windows = {
  '30m': '30 Minuten',
  '1h': 'einer Stunde',
  '1d': 'einem Tag',
  '7d': '7 Tagen',
  '14d': '14 Tagen',
  '30d': '30 Tagen',
  '90d': '90 Tagen',
} as const;
export const orderOf = 'Reihenfolge der Schritte';
export const orders = {
  sequence: 'in dieser Reihenfolge',
  strict: 'in dieser Reihenfolge, nichts dazwischen',
  any: 'in beliebiger Reihenfolge',
} as const;
export const counting = 'gezählt werden';
export const whatCounts = 'Was gezählt wird';
export const counts = { people: 'Personen', tries: 'alle Versuche' } as const;
export const by = 'nach';
export const groupedBy = 'Unterschieden nach';
export const nothing = 'nichts';
export const without = 'Ohne';
export const exclude = 'Ausschließen';
export const excludeNote = 'Wer das zwischen zwei Schritten tut, kommt in diesem Versuch nicht weiter.';
export const between = 'Zwischen';
export const anywhere = 'erstem und letztem Schritt';
export const gap = (n: number) => `Schritt ${n} und ${n + 1}`;
export const add = 'Hinzufügen';
export const takeOff = (what: string) => `Entfernen: ${what}`;
export const includeStaff = 'Team und Bots mitzählen';
export const wentThrough = (share: string) => `${share} kamen durch alle Schritte`;
export const nobodyBegan =
  'In diesem Zeitraum hat niemand begonnen. Ein längerer Zeitraum oder ein anderer erster Schritt zeigt vielleicht mehr.';
export const ofSo = (completed: string, entered: string, what: string) =>
  `${completed} von ${entered} ${what}`;
export const people = nouns.people;
export const tries = (n: number) => (n === 1 ? 'Versuch' : 'Versuchen');
export const before = (share: string) => `${share} davor`;
export const halfWithin = (time: string) => `die Hälfte von ihnen in ${time}`;
export const wentOn = (share: string) => `${share} gingen weiter`;
export const didnt = (count: string) => `${count} nicht`;
export const openPeople = (count: string, step: string) => `${count} bei ${step}: auflisten`;
export const openLost = (count: string, step: string) => `${count} nicht bei ${step}: auflisten`;
export const median = (time: string) => `die Hälfte in ${time}`;
export const p90 = (time: string) => `9 von 10 in ${time}`;
export const stillOpen = (count: string) => `${count} haben noch Zeit`;
export const hidden = 'weniger als fünf, oder es würde von so wenigen erzählen';
export const beforeBar = 'Der dünne Balken ist der Vergleich.';
export const bars = 'Wie viele zu jedem Schritt kamen';
export const overTime = 'Im Lauf der Zeit';
export const conversionOf = 'Durch alle Schritte';
export const conversionNote = 'Nach ihrem Beginn. Die der letzten Tage haben vielleicht noch Zeit.';
export const byGroup = (label: string) => `Nach ${label}`;
export const groupNote = 'Der Aktivität, mit der ein Versuch beginnt';
export const noneOfThese = 'nichts davon';
export const group = 'Gruppe';
export const conversion = 'Durch';
export const medianHead = 'Hälfte in';
export const reachedTitle = (step: string) => `Dabei: ${step}`;
export const lostTitle = (step: string) => `Nicht dabei: ${step}`;
export const listOf = 'alle in dieser Liste';
export const funnelFile = 'die Zahlen dieses Trichters';
export const began = 'begann';
export const took = (time: string) => `nach ${time}`;
export const reachedStep = (n: number, of: number) => `Schritt ${n} von ${of}`;
export const nobodyHere = 'In dieser Liste ist niemand mehr.';
export const learnMore =
  'Jede Person zählt einmal, mit dem Versuch, der am weitesten kam. Schritte dürfen hinter dem Zeitraum liegen, solange Zeit ist.';
export const learnMoreTries = 'Ein Versuch nach dem anderen: Der nächste beginnt, wenn einer vorbei ist.';
export const canBeToldFrom = (day: string) => `Ab ${day} zeigen`;
export const firstGroups = (shown: string, all: string) =>
  `Die ${shown} größten von ${all}; in der Datei stehen alle.`;

const UNITS = { day: 'Tag', week: 'Woche', month: 'Monat' } as const;
const AFTER = {
  day: ['Tag', 'Tage'],
  week: ['Woche', 'Wochen'],
  month: ['Monat', 'Monate'],
} as const;
const later = (unit: keyof typeof AFTER, n: number) => `${n} ${AFTER[unit][n === 1 ? 0 : 1]}`;

export const retention = 'Wiederkehr';
export const question = 'Frage';
export const whoBegan = 'Wer begann mit';
export const beginsWith = 'Was ein Beginn ist';
export const beginsHow = 'Welcher Beginn zählt';
export const begins = { first: 'zum ersten Mal überhaupt', any: 'in dem Zeitraum' } as const;
export const cameBackWith = 'und kam wieder mit';
export const returnsWith = 'Was eine Wiederkehr ist';
export const returnsHow = 'Wann eine Wiederkehr zählt';
export const modes = { on: 'in jedem Zeitraum', by: 'bis dahin irgendwann' } as const;
export const inPeriodsOf = 'unterteilt nach';
export const intervalOf = 'Länge eines Zeitraums';
export const units = { day: 'Tag', week: 'Woche', month: 'Monat' } as const;
export const howMany = 'Wie viele Zeiträume';
export const soMany = (n: number) => `${n} davon`;
export const anyActivity = 'irgendeiner Aktivität';
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

import { plural } from '../../format/plural.ts';

export const facts = {
  communityShares: 'Freigaben in der Community',
  communityLikes: 'Likes in der Community',
  referrals: 'Empfehlungen',
  payments: 'Zahlungen',
};
export const named = {
  activities: 'Aktivitäten',
  totalActivity: 'Gesamtaktivität',
  lastSeen: 'Zuletzt gesehen',
  joined: 'Beigetreten',
  internal: 'Team und Bots',
};
export const activitiesIn = (feature: string) => `Aktivitäten in ${feature}`;
export const before = (number: string) => `${number} vorher`;
export const change = (number: string) => `${number}, Änderung`;

export const limits = {
  '>=': 'mindestens ',
  '>': 'mehr als ',
  '<=': 'höchstens ',
  '<': 'weniger als ',
};
export const changed = { fell: 'gesunken', rose: 'gestiegen' };
export const fellToZero = 'auf null gesunken';
export const changedBy = (way: 'fell' | 'rose', limit: '>=' | '>', by: string) =>
  `um ${limits[limit]}${by} ${changed[way]}`;
export const internalOnly = 'ausschließlich';
export const internalLeftOut = 'ausgelassen';
export const sides = {
  before: (date: string) => `vor ${date}`,
  after: (date: string) => `nach ${date}`,
};
export const never = 'nie';
export const inTheRange = 'im Zeitraum';
export const ago = {
  within: (n: number, shown: string) =>
    plural(n, { one: `am letzten Tag`, other: `in den letzten ${shown} Tagen` }),
  over: (n: number, shown: string) =>
    `vor mehr als ${plural(n, { one: `${shown} Tag`, other: `${shown} Tagen` })}`,
};
export const both = (words: readonly string[]) => words.join(' und ');

export const whoIsListed = 'Wer aufgeführt ist';
export const joinedInRange = 'Im Zeitraum beigetreten, aktiv oder nicht';
export const allAccounts = 'Alle Konten, aktiv oder nicht';
export const clearAll = 'Alle entfernen';
export const takeOff = (what: string) => `Entfernen: ${what}`;
export const filtered = (n: number, shown: string) =>
  plural(n, { one: `${shown} Person nach Filter`, other: `${shown} Personen nach Filter` });
export const nobodyMeets = 'In diesem Zeitraum erfüllt niemand alle Filter.';
export const clearFilters = 'Filter entfernen';

export const lists = 'Listen';
export const listsOfPeople = 'Listen von Personen';
export const aboutToLose = { label: 'Drohen abzuspringen', about: 'Vorher aktiv, in diesem Zeitraum nicht' };
export const lessActive = { label: 'Weniger aktiv', about: 'Höchstens halb so aktiv wie vorher' };
export const moreActive = { label: 'Aktiver', about: 'Mindestens anderthalbmal so aktiv wie vorher' };
export const newHere = { label: 'Neu im Zeitraum', about: 'Im Zeitraum beigetreten und darin aktiv' };
export const notSeen = { label: 'Seit 30 Tagen nicht gesehen', about: 'Jedes Konto, das einmal aktiv war' };
export const thisRange = 'In diesem Zeitraum';

export const filterPeople = 'Personen filtern';
export const addFilterOnPeople = 'Filter für Personen hinzufügen';
export const onlyWhere = 'Wo';
export const is = 'ist';
export const addFilter = 'Filter hinzufügen';
export const groups = {
  person: 'Person',
  range: 'Im Zeitraum',
  features: 'Aktivitäten nach Bereich',
  platform: 'Von der Plattform',
};
export const choices = {
  atLeast: 'mindestens',
  moreThan: 'mehr als',
  atMost: 'höchstens',
  zero: 'null',
  exactly: 'genau',
  fell: 'um mindestens … % gesunken',
  rose: 'um mindestens … % gestiegen',
  within: 'in den letzten … Tagen',
  over: 'vor mehr als … Tagen',
  before: 'vor einem Tag',
  after: 'nach einem Tag',
};
export const values = { number: 'Anzahl', percent: 'Prozent', days: 'Tage', date: 'Tag' };
export const faults = {
  number: 'Eine ganze Zahl eingeben.',
  percent: 'Einen Prozentsatz eingeben, bei einem Rückgang bis 100.',
  days: 'Eine Anzahl Tage von 1 bis 9999 eingeben.',
  date: 'Einen Tag wählen.',
};

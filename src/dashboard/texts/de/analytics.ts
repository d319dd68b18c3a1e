import { plural } from '../../format/plural.ts';

export const users = 'Nutzer';
export const revenue = 'Umsatz';
export const content = 'Inhalte';
export const features = 'Funktionen';
export const whatChanged = 'Was hat sich geändert?';
export const analytics = 'Analysen';
export const checkYourTracking = ' Tracking prüfen: ';
export const aUsual = (day: string) => `Ein üblicher ${day}`;
export const busierThanUsual = (day: string) => `Mehr los als an einem üblichen ${day}`;
export const quieterThanUsual = (day: string) => `Ruhiger als an einem üblichen ${day}`;
export const tooEarlyTell = 'Noch zu früh';
export const today = 'Heute';
export const noActivity = 'keine Aktivität';
export const showToday = 'Heute anzeigen';
export const hasNoneByThen = (day: string) => `; an einem ${day} ist bis dahin nie etwas los.`;
export const typicalForA = (day: string, low: string, high: string) =>
  `; typisch für einen ${day}: ${low}–${high}.`;
export const todayBesideEarlierS = (day: string) => `Heute im Vergleich zu früheren Wochen (${day})`;
export const activitiesFromMidnightLast =
  'Aktivitäten seit Mitternacht bis zur letzten vollen Viertelstunde, neben demselben Teil desselben Wochentags. Üblich: vom kleinsten bis zum größten Wert dieser Wochen, dazu der Zufall (2 × √Median).';
export const noEarlierWeekYet = 'noch keine frühere Woche';
export const inThisRange = 'In diesem Zeitraum';
export const by = (people: string) => `von ${people}`;
export const byThen = ' bis ';
export const todayAfter = ' heute';
export const usualAfter = (day: string, weeks: string) =>
  `; was für einen ${day} üblich ist, zeigt sich nach ${weeks}.`;
export const usualFrom = (low: string, high: string, weeks: number, day: string, counts: string) =>
  `${low} bis ${high} aus ${weeks} ${plural(weeks, { one: 'Woche', other: 'Wochen' })} (${day}), neueste zuerst: ${counts}`;

import { plural } from '../../format/plural.ts';

export const earlierMonths = 'Frühere Monate';
export const laterMonths = 'Spätere Monate';
export const pressFirstLastDay = 'Ersten und letzten Tag anklicken oder eintippen.';
export const nowLastDay = 'Jetzt den letzten Tag.';
export const firstDay = 'Erster Tag';
export const lastDay = 'Letzter Tag';
export const apply = 'Anwenden';
export const lastDayBeforeFirst = 'Der letzte Tag liegt vor dem ersten.';
export const compare = 'Vergleich';
export const days = 'Tage';
export const calendar = 'Kalender';
export const range = 'Zeitraum';
export const onePeriodBack = 'Einen Zeitraum zurück';
export const onePeriodBackKey = 'Einen Zeitraum zurück ([)';
export const onePeriodForward = 'Einen Zeitraum vor';
export const onePeriodForwardKey = 'Einen Zeitraum vor (])';
export const today = 'Heute';
export const yesterday = 'Gestern';
export const last24Hours = 'Letzte 24 Stunden';
export const last7Days = 'Letzte 7 Tage';
export const last30Days = 'Letzte 30 Tage';
export const last90Days = 'Letzte 90 Tage';
export const last365Days = 'Letzte 365 Tage';
export const allTime = 'Gesamter Zeitraum';
export const weekOf = (startDate: string) => `Woche ab ${startDate}`;
export const previousPeriod = 'vorheriger Zeitraum';
export const sameWeekdaysLastYear = 'gleiche Wochentage im Vorjahr';
export const customComparison = 'ein gewählter Zeitraum';
export const noComparison = 'kein Vergleich';
export const customRange = 'Eigener Zeitraum';
export const thisUnit = {
  week: 'Diese Woche',
  month: 'Dieser Monat',
  quarter: 'Dieses Quartal',
  year: 'Dieses Jahr',
};
export const lastUnit = {
  week: 'Letzte Woche',
  month: 'Letzter Monat',
  quarter: 'Letztes Quartal',
  year: 'Letztes Jahr',
};
export const quarterOf = (quarter: number, year: string) => `${quarter}. Quartal ${year}`;
export const zoneNotKept = (message: string) =>
  `Hier angezeigt, aber nicht für andere Geräte gespeichert: ${message}`;
export const clockThere = (clock: string) =>
  `Dort ist es ${clock}. Gilt als eigene Zeitzone auf jedem Gerät.`;
export const findTimeZone = 'Zeitzone finden';
export const zoneExample = 'Stadt, Land oder +5:30';
export const timeZones = 'Zeitzonen';
export const noTimeZoneMatches = (words: string) =>
  `Keine Zeitzone passt zu „${words}“. Eine größere Stadt in der Nähe oder ein Abstand wie −3 hilft weiter.`;
export const zonesFound = (count: number) =>
  `${count} ${plural(count, { one: 'Zeitzone', other: 'Zeitzonen' })}`;
export const shownNow = 'jetzt angezeigt';
export const thisBrowsers = 'die dieses Browsers';
export const theServers = 'die des Servers';
export const utc = 'Koordinierte Weltzeit';
export const suggested = 'Vorschläge';
export const timeZone = 'Zeitzone';

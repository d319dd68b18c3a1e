import { plural } from '../../format/plural.ts';

export const general = 'Allgemein';
export const columns = 'Spalten';
export const lowRows = 'Niedrige Zeilen';
export const backUsualColumns = 'Übliche Spalten';
export const usage = 'Nutzung';
export const topUsers = 'Aktivste Nutzer';
export const byFeature = 'Nach Funktion';
export const everyCounterInRange = 'alle Zähler im Zeitraum';
export const pages = 'Seiten';
export const of = (first: string, page: string, total: string) => `${first}–${page} von ${total}`;
export const rowsOnPage = 'Zeilen pro Seite';
export const rows = (n: number) => `${n} Zeilen`;
export const previousPage = 'Vorige Seite';
export const pageOf = (page: string, pages: string) => `Seite ${page} von ${pages}`;
export const nextPage = 'Nächste Seite';
export const nobodyWasActiveIn = 'In diesem Zeitraum war niemand aktiv.';
export const notIdentified = 'nicht identifiziert';
export const rank = (rank: number) => `Rang ${rank}`;
export const rankName = 'Rang';
export const totalActivity = 'Gesamtaktivität';
export const andInMore = (value: string, length: number) =>
  `${value} weitere in ${length} anderen ${plural(length, { one: 'Funktion', other: 'Funktionen' })}`;
export const lastActive = (lastActivityAt: string) => `Zuletzt aktiv ${lastActivityAt}`;
export const numbersThisSummaryWith = 'die Zahlen dieser Übersicht mit ihrem Verlauf';
export const summary = 'Übersicht';
export const lastActivity = 'Letzte Aktivität';
export const lastSeen = 'Zuletzt gesehen';
export const user = 'Nutzer';
export const totalActivityName = 'Gesamtaktivität';
export const activities = 'Aktivitäten';
export const notInThisRange = 'Nicht in diesem Zeitraum';
export const neverActive = 'Nie aktiv';
export const userTable = 'Nutzertabelle';
export const activeInRange = 'im Zeitraum aktiv';
export const joinedInRange = 'im Zeitraum hinzugekommen';
export const atEndRange = 'am Ende des Zeitraums';
export const users = 'Nutzer';
export const findUsersByName = 'Nutzer nach Name, E-Mail oder ID suchen';
export const nameEMailOr = 'Name, E-Mail oder ID';
export const everyUserThisTable = 'alle Nutzer dieser Tabelle in ihren Spalten und ihrer Reihenfolge';
export const moreByApiCalls = (inactiveRows: string) =>
  `, ${inactiveRows} weitere nur durch API-Aufrufe oder Anwesenheit`;
export const wasActiveIn = 'war aktiv in';
export const joinedIn = 'kam hinzu in';
export const wasThereAtEnd = 'war vorhanden am Ende von';
const nobody = (who: string) => (searched: string) =>
  `Niemand, der ${who}, passt zu „${searched}“. Ein längerer Zeitraum hilft vielleicht.`;
export const nobodyMatches = {
  active: nobody('in diesem Zeitraum aktiv war'),
  range: nobody('in diesem Zeitraum hinzukam'),
  ever: nobody('am Ende dieses Zeitraums da war'),
};
export const nobodyThisRange = (listed: string) => `Niemand ${listed} diesem Zeitraum.`;
export const distribution = (breakdown: string) => `Verteilung: ${breakdown}`;
export const byTotalActivity = 'nach Gesamtaktivität';
export const byTotalActivityIn = (feature: string) => `nach Gesamtaktivität in „${feature}“`;
export const actionsPerformed = (count: string) => `Verwaltung: ${count} Aktionen ausgeführt`;
export const usersManaged = 'Nutzer verwaltet';
export const settingsChanged = (count: string) => `${count} Einstellungen geändert`;
export const ofSegment = (name: string) => `Segment: ${name}`;

import { plural } from '../../format/plural.ts';

export const day = 'Tag';
export const activities = 'Aktivitäten';
export const asATable = 'Als Tabelle';
export const daysAsTable = 'Aktivitäten nach Tag als Tabelle';
export const erasureReceipt = 'Löschbeleg';
export const erased = 'Gelöscht';
export const receiptMeans = (erasedAt: string) =>
  `${erasedAt}. Dieser Beleg nennt niemanden und wird nur dieses Mal gezeigt.`;
export const removed = 'Entfernt';
export const redacted = 'Unkenntlich gemacht';
export const stays = 'Bleibt, ohne Person';
export const goodToKnow = 'Gut zu wissen';
export const asJson = 'Als JSON, zum Aufbewahren';
export const allUsers = 'Alle Nutzer';
export const calendar = 'Kalender der Aktivität; Pfeiltasten gehen die Tage durch, Enter öffnet einen';
export const inTheRange = 'Im Zeitraum';
export const counters = 'Zähler';
export const timeline = 'Verlauf';
export const everyActivity = 'alle Aktivitäten dieses Nutzers im Zeitraum';
export const exportData = 'Daten exportieren';
export const internalMeans = 'Berichte lassen dieses Konto normalerweise aus';
export const markMeans = 'Team- und Testkonten fehlen normalerweise in Berichten';
export const unmark = 'Nicht mehr intern';
export const mark = 'Als intern markieren';
export const erase = 'Löschen';
export const eraseWhom = (name: string) => `${name} löschen`;
export const eraseAsked = (name: string) => `${name} endgültig löschen?`;
export const eraseForGood = 'Endgültig löschen';
export const erasureMeans =
  'Profil, alle Aktivitäten und alles Weitere, was diese Person nennt, werden gelöscht. Was sie getan hat, bleibt in den Summen, als Zahlen ohne Person. Das lässt sich nicht rückgängig machen. Bei Bedarf vorher die Daten exportieren.';
export const notChanged = (message: string) => `Nicht geändert: ${message}`;
export const everyCounter = 'alle Zähler dieses Nutzers, im Zeitraum und insgesamt';
export const counter = 'Zähler';
export const inRange = 'Im Zeitraum';
export const allTime = 'Insgesamt';
export const totalActivity = 'Gesamtaktivität';
export const activitiesInRange = 'Aktivitäten im Zeitraum';
export const profile = 'Profil';
export const copyTheId = 'ID kopieren';
export const internal = 'intern';
export const internalHint = 'Fehlt normalerweise in Berichten';
export const notIdentified = 'nicht identifiziert';
export const notIdentifiedHint = 'Nur durch Aktivität bekannt';
export const deleted = (deletedAt: string) => `gelöscht ${deletedAt}`;
export const totalActivityAllTime = 'Gesamtaktivität, insgesamt';
export const activeDays = 'Aktive Tage, letzte 365';
export const joined = 'Beigetreten';
export const firstActivity = 'Erste Aktivität';
export const lastActivity = 'Letzte Aktivität';
export const byWeekday = 'Nach Wochentag';
export const calendarSummary = (what: string, most: string, first: string, last: string) =>
  `${what}; am meisten ${most}; zuerst am ${first}, zuletzt am ${last}.`;
export const fewer = 'Weniger';
export const more = 'Mehr';
export const onDays = (total: string, activities: string, n: number, days: string) =>
  `${total} ${activities} an ${days} ${plural(n, { one: 'Tag', other: 'Tagen' })}`;

import { plural } from '../../format/plural.ts';
import * as nouns from './nouns.ts';

export const health = 'Zustand';
export const database = 'Datenbank';
export const takesReadsWrites = 'Lesen und Schreiben möglich';
export const activity = 'Aktivität';
export const noneYet = 'Noch keine';
export const last = (last: string) => `Zuletzt ${last}`;
export const typicalForThisTime = (low: string, high: string) =>
  ` Typisch für diese Uhrzeit: ${low}–${high}.`;
export const noneSinceCheckYour = (words: string, typical: string) =>
  `Keine seit ${words}.${typical} Tracking prüfen.`;
export const deadLetters = 'Zurückgestellt';
export const none = 'Keine';
export const lag = 'Verzug';
export const activityWaitsBeWritten = (lagMs: string) => `Aktivität wartet ${lagMs} aufs Schreiben`;
export const nothingWaits = 'Nichts wartet';
export const untilWritten = (lagMs: string) => `${lagMs} bis zum Schreiben`;
export const refused = 'Abgewiesen';
export const queueFullTurnsActivity = 'Die Warteschlange ist voll und weist Aktivität ab';
export const nothingInLastHour = 'Nichts in der letzten Stunde';
export const allIsWell = 'Alles in Ordnung';
export const thingsLookAt = (troubles: string) => `${troubles} Punkte zu prüfen`;
export const queueIsFull = 'die Warteschlange ist voll und weist Aktivität ab';
export const activitySpooled = (count: string, n: number) =>
  `${count} ${nouns.activities(n)} ${plural(n, { one: 'wartet', other: 'warten' })} auf der Festplatte auf die Datenbank`;
export const activityWaits = (lagMs: string) => `Aktivität wartet ${lagMs} aufs Schreiben`;
export const processBusyTimersFire = (p99: string) =>
  `der Prozess ist ausgelastet: Timer kommen ${p99} zu spät`;
export const jobFailedLastTime = (name: string, lastError: string | null) =>
  `der Job „${name}“ ist zuletzt gescheitert (${lastError})`;
export const lettersWaiting = (count: string, n: number) =>
  `${count} ${plural(n, { one: 'Eintrag wartet', other: 'Einträge warten' })}`;
export const requestsRefused = (count: string, n: number) =>
  `${count} ${nouns.requests(n)} mit Aktivität in der letzten Stunde`;
/** German nouns keep their capital, also after a colon. */
export const continued = (line: string) => line;
export const requestsFailed = (count: string, n: number) =>
  `${count} ${plural(n, { one: 'Anfrage ist', other: 'Anfragen sind' })} in den letzten 5 Minuten gescheitert`;
export const queriesWait = (count: string, n: number) =>
  `${count} ${plural(n, { one: 'Abfrage wartet', other: 'Abfragen warten' })} auf eine Verbindung`;
export const postgresEnded = (why: string, count: string, n: number) =>
  `PostgreSQL hat sich im letzten Tag selbst beendet (${why}) und wurde neu gestartet, ${count} ${plural(n, { one: 'Mal', other: 'Mal' })} seit dem Start`;
export const deadLettersWait = (count: string, n: number) =>
  `${count} ${plural(n, { one: 'zurückgestellter Eintrag wartet', other: 'zurückgestellte Einträge warten' })}: Aktivität, die nicht gezählt werden konnte`;

export const administration = 'Verwaltung';
export const firstSteps = 'Erste Schritte';
export const notRefreshedUpdated = 'Nicht aktualisiert; Stand ';
export const updated = 'Aktualisiert ';
export const refresh = 'Aktualisieren';
export const showAllTime = 'Gesamten Zeitraum anzeigen';
export const lastActivity = ' Letzte Aktivität: ';
export const noSuchPage = 'Diese Seite gibt es nicht';
export const addressHasTypingError = 'Die Adresse enthält einen Tippfehler, oder die Seite ist umgezogen.';
export const goToAnalytics = 'Zu den Analysen';
export const activitiesInNoRow = (reason: string) =>
  `Aktivitäten, die hier in keiner Zeile stehen: ${reason}.`;
export const notCompared = ' · ohne Vergleich';
export const partAway = ' · ein Teil der Datenbank ist nicht erreichbar';
export const todayIsThere = (timezone: string) => `Dort ist heute ${timezone}`;
export const against = ' gegenüber ';
export const noActivityInThis = 'Keine Aktivität in diesem Zeitraum.';

export const openFeed = (meaning: string) =>
  `${meaning} Öffnen, um Aktivität zu sehen, während sie eintrifft.`;
export const perMinute = (lastMinute: string) => `${lastMinute}/min`;
export const live = 'Live';
export const resume = 'Fortsetzen';
export const pause = 'Anhalten';
export const feature = 'Funktion';
export const allFeatures = 'Alle Funktionen';
export const newestActivities = 'Neueste Aktivitäten';
export const nothingYet = 'Nichts in den letzten 24 Stunden. Was jetzt eintrifft, erscheint hier.';
export const connecting = 'Verbindet';
export const connectingMeans = 'Die Verbindung zum Server wird aufgebaut.';
export const liveMeans = 'Die Zahlen werden alle 30 bis 60 Sekunden erneuert, solange Aktivität eintrifft.';
export const behind = 'Im Rückstand';
export const behindMeans =
  'Vor mehr als einer Minute kam neue Aktivität; in den Zahlen ist sie noch nicht enthalten.';
export const paused = 'Angehalten';
export const pausedMeans = 'Angehalten: Die Zahlen bleiben, wie sie sind.';
export const waiting = 'Wartet';
export const nobodyHere =
  'Hier war eine Weile niemand: Mit der nächsten Taste oder dem nächsten Klick geht es weiter.';
export const offline = 'Offline';
export const offlineMeans = 'Der Server antwortet nicht; der Browser versucht es von selbst erneut.';
export const inLastMinute = (count: string, activities: string) =>
  `${count} ${activities} in der letzten Minute`;

export const waitsForItsFirst = 'Wartet auf die erste Berechnung';
export const copied = 'Kopiert';
export const copy = 'Kopieren';
export const typeToConfirm = (typed: string) => `Zum Bestätigen ${typed} eingeben`;
export const notDone = (message: string) => `Nicht ausgeführt: ${message}`;
export const cancel = 'Abbrechen';
export const oneMoment = 'Einen Moment …';
export const close = 'Schließen';
export const downloadCsv = (what: string) => `CSV herunterladen: ${what}`;
export const feature = 'Funktion';
export const allFeatures = 'Alle Funktionen';
export const noLongerOnly = (what: string) => `Nicht mehr nur ${what}`;
export const loading = 'Lädt …';
export const loadMore = 'Mehr laden';
export const signInLinkWorks =
  'Ein Anmeldelink gilt einmal und nur für kurze Zeit. Wer den Server betreibt, erzeugt ihn mit:';
export const putYourOwnE =
  'EMAIL durch die eigene E-Mail-Adresse ersetzen, dann den ausgegebenen Link öffnen.';
export const rangeOrFilterWas = 'Zeitraum oder Filter wurde nicht angenommen';
export const resetFiltersOrChange = 'Filter zurücksetzen oder ändern, was unten genannt ist.';
export const noAccess = 'Dafür fehlt die Berechtigung';
export const askOperatorWithRole = 'Ein Operator mit der Rolle admin kann Zugang geben.';
export const nothingHere = 'Hier ist nichts';
export const mayHaveBeenErased = 'Vielleicht wurde es gelöscht, oder die Adresse enthält einen Tippfehler.';
export const tooManyRequests = 'Zu viele Anfragen';
export const waitMomentThenTry = 'Kurz warten, dann erneut versuchen.';
export const serverDoesNotAnswer = 'Der Server antwortet nicht';
export const checkRunsYouOnline = 'Prüfen, ob er läuft und eine Verbindung besteht.';
export const serverCouldNotAnswer = 'Der Server konnte nicht antworten';
export const tryAgainIfStays =
  'Erneut versuchen. Bleibt der Fehler, sagt „npx joip-analytics doctor“, woran es liegt.';
export const somethingWentWrong = 'Etwas ist schiefgelaufen';
export const reloadPagePartMay =
  'Seite neu laden. Bleibt der Fehler, steht der Grund in der Konsole des Browsers.';
export const tryAgain = 'Erneut versuchen';
export const resetFilters = 'Filter zurücksetzen';
export const loadingWord = 'Lädt';
export const before = (previous: string) => `zuvor ${previous}`;
export const notIdentified = 'nicht identifiziert';
export const downloadAsCsv = 'CSV herunterladen';
export const up = 'gestiegen';
export const down = 'gesunken';
export const unchanged = 'unverändert';
export const newText = 'neu';
export const erasedUsers = 'Gelöschte Nutzer';

import * as nouns from './nouns.ts';

export const answeredThisFast = (share: string) => `${share} wurden mindestens so schnell beantwortet`;
export const endpoint = 'Endpunkt';
export const requests = 'Anfragen';
export const median = 'Median';
export const refused = 'Abgelehnt';
export const statusRefused = 'Status 4xx: Die Anfrage wurde nicht angenommen';
export const failed = 'Fehler';
export const statusFailed = 'Status 5xx: eigene Fehler des Servers';
export const endpoints = 'Endpunkte';
export const answeredByThisProcess = 'von diesem Prozess beantwortet';
export const overTheLast = 'Zeitraum';
export const everyEndpointsNumbers = 'die Zahlen aller Endpunkte';
export const nothingWasAskedIn = 'Keine Anfragen in den letzten 5 Minuten.';
export const latenciesByEndpoint = 'Antwortzeiten nach Endpunkt';
export const written = 'Geschrieben';
export const writtenMeans = 'In der Datenbank, gezählt';
export const duplicates = 'Duplikate';
export const duplicatesMean = 'Erneut gesendet, etwa nach einer verlorenen Antwort; einmal gezählt';
export const deadLettersCount = 'Zurückgestellt';
export const deadLettersMean = 'Konnten nicht gezählt werden: siehe zurückgestellte Aktivität';
export const ofErasedUsers = 'Von gelöschten Nutzern';
export const erasedMean = 'Als verspätet gezählt, nicht gespeichert';
export const refusedCount = 'Abgelehnt';
export const refusedMean =
  'Die Warteschlange war voll oder die Datenbank nicht erreichbar; der Absender soll es erneut versuchen';
export const ingest = 'Aufnahme';
export const sinceProcessStarted = 'seit dem Start des Prozesses';
export const spooledCount = 'Zwischengelagert';
export const spooledMeans = 'Auf die Festplatte gelegt, solange die Datenbank nicht erreichbar war';
export const onDisk = 'Auf der Festplatte';
export const onDiskMeans = 'Wartet im Zwischenlager auf die Datenbank';
export const diskFails = 'nicht beschreibbar';
export const queued = 'In der Warteschlange';
export const queuedMeans = 'Wartet auf das Schreiben';
export const pending = 'Ausstehend';
export const pendingMeans = 'Kam mit Transaktionen der Plattform, noch nicht gezählt';
export const notYet = 'noch nicht';
export const job = 'Aufgabe';
export const lastRun = 'Letzter Lauf';
export const began = 'Beginn';
export const took = 'Dauer';
export const runs = 'Läufe';
export const jobs = 'Aufgaben';
export const inTheBackground = 'im Hintergrund';
export const everyJobsRuns = 'die Läufe aller Aufgaben';
export const thisProcessRunsNo = 'Dieser Prozess führt keine Aufgaben im Hintergrund aus.';
export const runsByJob = 'Läufe nach Aufgabe';
export const notReplayed = (message: string) => `Nicht wiederholt: ${message}`;
export const replaying = 'Wird wiederholt …';
export const discardMeans =
  'Sie werden endgültig gelöscht und stehen in keinem Bericht: Ihr Inhalt wurde nie gezählt.';
export const noAction = 'keine Aktion';
export const timesBefore = (times: string) => `${times}-mal · `;
export const user = 'Nutzer';
export const cameBy = 'Kam über';
export const first = 'Zuerst';
export const last = 'Zuletzt';
export const timesLabel = 'Anzahl';
export const id = 'ID';
export const thisLetter = 'diesen Eintrag';
export const deadLetters = 'Zurückgestellte Aktivität';
export const activityCameButCould = 'kam an, konnte aber nicht gezählt werden; nichts geht verloren';
export const allLetters = (total: string) => `alle ${total} Einträge`;
export const noneWhateverCouldNot = 'Keine. Was nicht gezählt werden kann, wartet hier.';
export const lettersTitle = 'Einträge';
export const showAll = 'Alle zeigen';
export const system = 'System';
export const processAnsweredItsDatabase = 'Der Prozess, der geantwortet hat, und seine Datenbank';
export const checkYourTracking = (silence: string) => `${silence}; Erfassung prüfen`;
export const process = 'Prozess';
export const oneAnswered = 'der geantwortet hat';
export const upFor = 'Läuft seit';
export const eventLoopSpan = 'Event-Loop, Median · max.';
export const timersLateSince = (since: string) => `Wie spät Timer auslösen, seit ${since}`;
export const memoryHeapInUse = 'Speicher · belegter Heap';
export const connections = 'Verbindungen, offen · frei · wartend';
export const poolDatabase = 'Des Pools zur Datenbank';
export const nodeJs = 'Node.js';
export const postgresql = 'PostgreSQL';
export const postgresqlStartedAgain = 'PostgreSQL, neu gestartet';
export const howOftenEndedBy =
  'Wie oft es von selbst endete und neu gestartet wurde, seit dem Start des Prozesses';
export const lastEnded = (restarts: string, at: string, why: string) =>
  `${restarts} · zuletzt ${at} (${why})`;
export const showAllLetters = 'Alle Einträge zeigen';
export const showTheseLettersAlone = 'Nur diese Einträge zeigen';
export const lettersOf = (count: string, label: string) => `${count} von „${label}“`;
export const unknownAction = 'Unbekannte Aktion';
export const catalogueHasNoSuch = 'Der Katalog hat keine solche Aktion.';
export const addCatalogueRestartThen =
  'In den Katalog aufnehmen, neu starten, dann wiederholen. Oder den Absender korrigieren, dann verwerfen.';
export const anotherFeature = 'Andere Funktion';
export const featureToldNotActions = 'Die angegebene Funktion ist nicht die der Aktion.';
export const mendSenderLeftOut =
  'Den Absender korrigieren: Ohne Angabe ergibt sich die Funktion aus der Aktion.';
export const noUser = 'Kein Nutzer';
export const doesNotSayWho = 'Es ist nicht angegeben, wer gehandelt hat.';
export const mendSenderThenDiscard = 'Den Absender korrigieren, dann verwerfen.';
export const fromTheFuture = 'Aus der Zukunft';
export const aheadOfTime = 'Der Zeitpunkt liegt mehr als 5 Minuten voraus.';
export const setSendersClockRight =
  'Die Uhr des Absenders stellen; wiederholen, sobald der Zeitpunkt erreicht ist.';
export const tooOld = 'Zu alt';
export const behindTime = 'Der Zeitpunkt liegt mehr als 30 Tage zurück.';
export const importAsHistoryThen = 'Als Verlauf importieren, dann verwerfen.';
export const idUsedTwice = 'ID doppelt verwendet';
export const anotherActivitySameUser =
  'Eine andere Aktivität mit gleichem Nutzer, Zeitpunkt und gleicher ID gibt es schon.';
export const compareTwoUsuallySender = 'Beide vergleichen; meist vergibt der Absender eine ID doppelt.';
export const unstorableText = 'Text nicht speicherbar';
export const itsTextOrDetails = 'Text oder Details lassen sich in JSON oder PostgreSQL nicht ablegen.';
export const invalidFields = 'Ungültige Felder';
export const fieldsWrongType = 'Felder haben den falschen Typ.';
export const refusedByDatabase = 'Von der Datenbank abgelehnt';
export const postgresqlDidNotTake = 'PostgreSQL hat einen Wert nicht angenommen.';
export const reportWithItsMessage = 'Mit der Meldung von PostgreSQL berichten.';
export const table = 'Tabelle';
export const size = 'Größe';
export const withItsIndexes = 'Mit ihren Indizes';
export const bytes = (bytes: string) => `${bytes} Bytes`;
export const rowsAbout = 'Zeilen, etwa';
export const asPostgresqlEstimatesThem = 'Nach Schätzung von PostgreSQL';
export const noneOrNotEstimated = 'Keine, oder noch nicht geschätzt';
export const database = 'Datenbank';
export const inAll = (bytes: string) => `${bytes} insgesamt`;
export const everyTablesSize = 'die Größe aller Tabellen';
export const databaseTables = 'Datenbanktabellen';
export const tablesBySize = 'Tabellen nach Größe';
export const allIsWell = 'Alles in Ordnung.';
export const nothingWaitsNothingFailed = 'Nichts wartet, kein Fehler in den letzten 5 Minuten.';
export const toLookAt = 'Zu prüfen';
export const fullMoreTurnedAway = 'voll: Weiteres wird abgelehnt';
export const vitalSigns = 'Zustand';
export const answeredSecondOverLast = 'Pro Sekunde beantwortet, in den letzten 5 Minuten.';
export const aSecond = 'pro Sekunde';
export const inLastHour = (requests: string) => `${requests} in der letzten Stunde`;
export const answerTime = 'Antwortzeit';
export const answeredThisFastOf100 =
  '95 von 100 Anfragen der letzten 5 Minuten wurden mindestens so schnell beantwortet.';
export const answersStatus5xxIn =
  'Antworten mit Status 5xx in den letzten 5 Minuten: eigene Fehler des Servers.';
export const in5Minutes = 'in 5 Minuten';
export const inLastHourRefused = (serverErrors: string, clientErrors: string) =>
  `${serverErrors} in der letzten Stunde · ${clientErrors} abgelehnt`;
export const eventLoop = 'Event-Loop';
export const timersLate =
  'Wie spät Timer auslösen; 99 von 100 höchstens so spät. Hoch, wenn der Prozess ausgelastet ist.';
export const p99 = 'p99';
export const worst = (max: string) => `max. ${max}`;
export const activity = 'Aktivität';
export const activitiesWrittenDatabaseSecond =
  'Pro Sekunde in die Datenbank geschriebene Aktivitäten, in den letzten 5 Minuten.';
export const sinceTheStart = (committed: string) => `${committed} seit dem Start`;
export const lag = 'Rückstand';
export const ageOldestActivityNot = 'Alter der ältesten Aktivität, die noch nicht geschrieben ist.';
export const nothingWaits = 'nichts wartet';
export const untilWritten = 'bis geschrieben';
export const empty = 'leer';
export const queue = 'Warteschlange';
export const activitiesWaitBeWritten = 'Aktivitäten, die auf das Schreiben warten.';
export const memory = 'Speicher';
export const thisProcessAsOperating = 'Dieses Prozesses, wie das Betriebssystem ihn zählt.';
export const databaseSize = (bytes: string) => `Datenbank ${bytes}`;
export const fiveMinutes = '5 Minuten';
export const oneHour = '1 Stunde';
export const of100 = (n: number) => `${n} von 100`;
export const running = 'läuft';
export const done = 'fertig';
export const failedWith = (error: string) => `fehlgeschlagen: ${error}`;
export const discard = 'Verwerfen';
export const discardWhat = (what: string) => `Verwerfen: ${what}`;
export const discardAsked = (what: string) => `Verwerfen: ${what}?`;
export const discardCount = (count: string) => `${count} verwerfen`;
export const discarded = (n: number, count: string) => `${count} ${nouns.letters(n)} verworfen.`;
export const replay = 'Wiederholen';
export const replayWhat = (what: string) => `Wiederholen: ${what}`;
export const replayed = (n: number, count: string, parts: string) =>
  `${count} ${nouns.letters(n)} wiederholt: ${parts || 'nichts zu tun'}.`;
export const outcomes: Readonly<Record<string, string>> = {
  committed: 'jetzt gezählt',
  duplicate: 'Duplikate',
  erased: 'von gelöschten Nutzern',
  dead_letter: 'erneut abgelehnt',
  refused: 'jetzt nicht angenommen; später erneut versuchen',
};
export const noLetterOfReason = 'Kein Eintrag mit diesem Grund.';
export const age = (state: 'live' | 'paused' | 'error', seconds: number) =>
  `${{ live: 'Live', paused: 'Angehalten', error: 'Nicht aktualisiert' }[state]}; ${seconds} s alt`;
export const pause = 'Anhalten';
export const resume = 'Fortsetzen';

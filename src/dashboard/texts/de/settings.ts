import { plural } from '../../format/plural.ts';

export const shortenedNetwork = 'auf das Netz gekürzt';
export const keptAsTheyCame = 'unverändert gespeichert';
export const notKept = 'nicht gespeichert';
export const browserSystemAlone = 'nur Browser und System';
export const configuration = 'Konfiguration (nur lesbar)';
export const setByConfigurationOr =
  'Aus der Konfiguration oder einmalig von der ersten Migration. Eine Änderung braucht einen Neustart.';
export const timeZoneDays = 'Zeitzone der Tage';
export const currency = 'Währung';
export const usersIpAddresses = 'IP-Adressen der Nutzer';
export const usersBrowsers = 'Browser der Nutzer';
export const reportsKeptFor = 'Berichte gelten für';
export const howLongAnswerMay = 'Wie lange eine Antwort erneut gegeben wird, bevor neu gerechnet wird';
export const computedEachTime = 'jedes Mal berechnet';
export const invitationFor = (email: string) => `Einladung für ${email}`;
export const eMailAddress = 'E-Mail-Adresse';
export const emailExample = 'anna@example.com';
export const role = 'Rolle';
export const invite = 'Einladen';
export const keyName = 'Name';
export const programSuchAsWeb = 'Des Programms, etwa web-server';
export const permissions = 'Rechte';
export const createKey = 'Schlüssel erstellen';
export const lastUsed = (lastUsedAt: string) => `zuletzt verwendet ${lastUsedAt}`;
export const neverUsed = 'nie verwendet';
export const may = (scope: string) => `Darf ${scope}`;
export const revoked = (revokedAt: string) => `widerrufen ${revokedAt}`;
export const revoke = 'Widerrufen';
export const revokeTheKey = (name: string) => `Schlüssel „${name}“ widerrufen?`;
export const wasLastUsed = (lastUsedAt: string) => `Zuletzt verwendet: ${lastUsedAt}.`;
export const wasNeverUsed = 'Nie verwendet.';
export const apiKeys = 'API-Schlüssel';
export const everyApiKeyWithout = 'alle API-Schlüssel, ohne ihr Geheimnis';
export const keyLetsProgramIn =
  'Ein Schlüssel lässt ein Programm herein. Er wird einmal gezeigt, beim Erstellen; gespeichert wird nur sein Hash.';
export const keepWhereProgramFinds =
  'Dorthin kopieren, wo das Programm ihn findet. Er wird nicht noch einmal gezeigt; ein verlorener wird widerrufen und ersetzt.';
export const key = (name: string) => `Schlüssel „${name}“`;
export const noKeyValidMake =
  'Noch keine API-Schlüssel. Mit einem Schlüssel kann ein anderer Prozess Aktivität senden.';
export const revokedKeys = 'Widerrufene Schlüssel';
export const iHaveKept = 'Ist gespeichert';
export const lastAdministratorStaysMake =
  'Der letzte Administrator bleibt: Zuerst einen weiteren ernennen, der sich einmal anmeldet.';
export const you = 'dieses Konto';
export const roleOf = (email: string) => `Rolle von ${email}`;
export const resetLink = 'Link zum Zurücksetzen';
export const resetLinkFor = (email: string) => `Link zum Zurücksetzen für ${email}`;
export const makeResetLinkFor = (email: string) => `Link zum Zurücksetzen für ${email} erstellen?`;
export const makeTheLink = 'Link erstellen';
export const whoeverOpensSetsNew =
  'Wer ihn öffnet, legt für dieses Konto ein neues Passwort fest. Frühere Links gelten nicht mehr.';
export const signOut = 'Abmelden';
export const signOutEverywhere = (email: string) => `${email} überall abmelden?`;
export const remove = 'Entfernen';
export const roleNotChanged = (message: string) => `Rolle nicht geändert: ${message}`;
export const secondFactor = 'zweiter Faktor';
export const signedIn = (signedInAt: string) => `Angemeldet ${signedInAt}`;
export const invitedUntil = (invitedUntil: string) => `Eingeladen bis ${invitedUntil}`;
export const neverSignedIn = 'Nie angemeldet';
export const operators = 'Betreiber';
export const everyOperator = 'alle Betreiber';
export const administratorSeesChangesEverything =
  'Administratoren sehen und ändern alles. Betrachter sehen die Nutzung im Überblick und niemanden mit Namen.';
export const handOver = (email: string, expiresAt: string) =>
  `Diesen Link kopieren und an ${email} senden. Es wird keine E-Mail verschickt. Er gilt einmal, bis ${expiresAt}, und wird nicht noch einmal gezeigt.`;
export const settings = 'Einstellungen';
export const everyChangeInAudit = 'Jede Änderung steht im Zugriffsprotokoll';
export const keepForever = 'Unbegrenzt';
export const days = 'Tage';
export const auditEntries = (n: number) => plural(n, { one: 'Protokolleintrag', other: 'Protokolleinträge' });
export const deadLetters = (n: number) =>
  plural(n, { one: 'zurückgestellte Aktivität', other: 'zurückgestellte Aktivitäten' });
export const nothingDue = 'Nichts zu entfernen';
export const due = (n: string, of: string) => `${n} ${of} fällig`;
export const from = (oldest: string) => `, ab ${oldest}`;
export const auditLog = 'Zugriffsprotokoll';
export const deadLettersTitle = 'Zurückgestellte Aktivität';
export const savePeriods = 'Fristen speichern';
export const undo = 'Zurücksetzen';
export const saveSeeWhatThese =
  'Nach dem Speichern steht hier, was diese Fristen entfernen würden. Speichern entfernt nichts.';
export const saved = 'Gespeichert.';
export const nothingOlderThanIts = 'Nichts ist älter als seine Frist. Läufe kommen täglich von selbst.';
export const wholeMonths = (value: string) => ` Ganze Monate: ${value}.`;
export const running = 'Läuft …';
export const runNow = 'Jetzt ausführen';
export const removeForGood = 'Endgültig entfernen';
export const removalMeans =
  'Sie werden endgültig gelöscht. Summen bleiben: Was gezählt wurde, steht weiter in jedem Bericht.';
export const notStopped = (message: string) => ` · nicht angehalten: ${message}`;
export const stopping = 'Wird angehalten …';
export const stop = 'Anhalten';
export const lastRuns = 'Letzte Läufe';
export const nothingWasDue = 'nichts zu entfernen';
export const stoppedHalfWay = '· vorzeitig angehalten';
export const retentionTitle = 'Aufbewahrung';
export const activitiesOlderThanTheir =
  'Aktivitäten, die älter sind als die Frist ihrer Funktion, werden einzeln aus dem Protokoll entfernt; jede Summe, in der sie gezählt wurden, bleibt. Ein leeres Feld bewahrt sie unbegrenzt auf.';
export const administrator = 'Administrator';
export const viewer = 'Betrachter';
export const sendActivityUsersFacts = 'Aktivität, Nutzer und Fakten senden';
export const readEveryReportList = 'alle Berichte und Listen lesen';
export const readChangeEraseEverything = 'alles lesen, ändern und löschen';
export const revokeWhat = (name: string) => `${name} widerrufen`;
export const revokedKeysCount = (count: string) => `Widerrufene Schlüssel (${count})`;
export const apiKeysFile = 'api-schluessel';
export const stopsWorking = 'Er gilt sofort und endgültig nicht mehr.';
export const made = (day: string) => `Erstellt ${day}`;
export const signOutWhom = (email: string) => `${email} abmelden`;
export const removeWhom = (email: string) => `${email} entfernen`;
export const removeAsked = (what: string) => `${what} entfernen?`;
export const ownSessionsEnd = 'Alle Sitzungen enden, auch diese. Eine neue Anmeldung ist möglich.';
export const theirSessionsEnd = 'Alle Sitzungen enden. Eine neue Anmeldung ist möglich.';
export const removedOperator =
  'Die Sitzungen enden und eine Anmeldung ist nicht mehr möglich. Was getan wurde, bleibt im Zugriffsprotokoll.';
export const password = 'Passwort';
export const singleSignOn = 'Single Sign-on';
export const signals = (n: number) => plural(n, { one: 'Signal', other: 'Signale' });
export const wouldRemove = 'Ein Lauf jetzt würde entfernen:';
export const removedOf = (done: string, total: string) => `${done} von ${total} entfernt`;
export const atLeastDays = (n: number) => `Mindestens ${n} ${plural(n, { one: 'Tag', other: 'Tage' })}.`;
export const whyLogDays = 'Wiederholungen und Importe werden am Protokoll dieser Tage erkannt.';
export const enterDays = (least: string, most: string) =>
  `Mindestens ${least} Tage eingeben (höchstens ${most}) oder leer lassen, um unbegrenzt aufzubewahren.`;
export const nameHint = '1 bis 100 Zeichen.';

export const secondFactorOn = 'Der zweite Faktor ist aktiv.';
export const keepTheseBackupCodes =
  'Diese Ersatzcodes dort aufbewahren, wo sie auch ohne Telefon zu finden sind. Jeder gilt einmal anstelle eines Codes. Sie werden nicht noch einmal angezeigt.';
export const iHaveKeptThem = 'Codes sind gesichert';
export const qrCodeForYour = 'QR-Code für die Authenticator-App';
export const scanThisWithAuthenticator =
  'Mit einer Authenticator-App scannen oder das Geheimnis darunter eintippen. Dann den angezeigten Code eingeben.';
export const code = 'Code';
export const confirm = 'Bestätigen';
export const account = 'Konto';
export const role = (email: string, role: string) => `${email} · Rolle ${role}`;
export const applicationThisPanelPart = (email: string) =>
  `Die Anmeldung als ${email} kommt von der Anwendung, zu der dieses Panel gehört. Passwort und zweiter Faktor werden dort geändert.`;
export const yourPassword = 'Aktuelles Passwort';
export const password = 'Passwort';
export const changingSignsYouOut = 'Eine Änderung meldet alle anderen Geräte ab.';
export const youHaveNoneYet =
  'Noch keines festgelegt: Ohne Passwort braucht jede Anmeldung einen neuen Link.';
export const passwordSet = 'Das Passwort ist festgelegt.';
export const changePassword = 'Passwort ändern';
export const setPassword = 'Passwort festlegen';
export const currentPassword = 'Bisheriges Passwort';
export const secondFactor = 'Zweiter Faktor';
export const signingInWithYour =
  'Die Anmeldung mit Passwort verlangt zusätzlich einen Code der Authenticator-App.';
export const codeAuthenticatorAppOn =
  'Ein Code aus einer Authenticator-App auf dem Telefon, verlangt nach dem Passwort: Wer nur das Passwort kennt, bleibt draußen.';
export const itIsOn = 'Aktiv.';
export const itIsOff = 'Nicht aktiv.';
export const turnOff = 'Ausschalten';
export const turnOn = 'Einschalten';
export const sessions = 'Sitzungen';
export const endsEverySessionYours =
  'Beendet alle eigenen Sitzungen, auch diese: etwa auf einem fremden Computer oder wenn jemand anderes angemeldet sein könnte.';
export const signOutEverywhere = 'Überall abmelden';
export const notSignedOut = (message: string) => `Nicht abgemeldet: ${message}`;
export const languageTitle = 'Sprache';
export const languageNote =
  'Gilt für das Panel auf jedem Gerät. Zahlen, Datum und Wochenbeginn folgen der Variante, die der Browser nennt.';
export const likeBrowser = 'Wie der Browser';

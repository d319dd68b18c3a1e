export const thisTookTooLong =
  'Das hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Bitte noch einmal versuchen.';
export const nobodyInvitedYouHere =
  'Für diese Adresse gibt es noch keine Einladung. Ein Administrator kann sie an dieselbe Adresse ausstellen.';
export const providerDoesNotVouch =
  'Der Anbieter bestätigt die E-Mail-Adresse nicht. Dort bestätigen lassen, dann noch einmal versuchen.';
export const providerDidNotConfirm =
  'Der Anbieter hat die Anmeldung nicht bestätigt. Noch einmal versuchen oder anders anmelden.';
export const signIn = 'Anmelden';
export const signingIn = 'Anmeldung läuft …';
export const thisLinkNoLonger = 'Dieser Link gilt nicht mehr';
export const notSignedInYet = 'Noch nicht angemeldet';
export const tryAgain = 'Noch einmal versuchen';
export const welcome = 'Willkommen';
export const choosePasswordYouIn = 'Ein Passwort festlegen, und es geht los.';
export const accept = 'Annehmen';
export const setNewPassword = 'Neues Passwort festlegen';
export const youWillBeSigned = 'Alle bestehenden Anmeldungen enden dabei.';
export const setPassword = 'Passwort festlegen';
export const oneMoreStep = 'Noch ein Schritt';
export const wasUsedAlreadyToo =
  'Er wurde schon benutzt, ist zu alt oder unvollständig. Ein Administrator kann einen neuen ausstellen.';
export const code = 'Code';
export const codeHint = 'Die 6 Ziffern aus der Authenticator-App oder einer der Ersatzcodes.';
export const next = 'Weiter';
export const startAgain = 'Von vorn';
export const takesPassword12200 = 'Ein Passwort hat 12 bis 200 Zeichen.';
export const thisNotSamePassword = 'Das ist nicht dasselbe Passwort.';
export const newPassword = 'Neues Passwort';
export const passwordHint = 'Mindestens 12 Zeichen; ein Satz eignet sich gut.';
export const newPasswordAgain = 'Neues Passwort wiederholen';
export const eMail = 'E-Mail';
export const password = 'Passwort';
export const continueWith = (provider: string) => `Weiter mit ${provider}`;
export const noPasswordOrForgotten = 'Kein Passwort oder vergessen?';
export const administratorCanMakeYou =
  'Ein Administrator kann einen Link zum Festlegen des Passworts erzeugen: unter Operatoren, „Link zum Zurücksetzen“.';

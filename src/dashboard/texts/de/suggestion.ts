export const setAPassword = 'Passwort festlegen';
export const youCameByLink = 'Anmeldung per Link.';
export const noneNextTime = 'Mit einem Passwort geht es beim nächsten Mal ohne.';
export const notNow = 'Nicht jetzt';

export const setAPassword = 'Set a password';
export const youCameByLink = 'You came by a link.';
export const noneNextTime = 'With a password you need none the next time.';
export const notNow = 'Not now';

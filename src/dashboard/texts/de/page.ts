/** The page itself, before any of its code runs. */
export const direction = 'ltr';
export const title = 'Analytics';
export const withoutScripts = 'Dieses Panel braucht JavaScript. Es lädt nichts von anderen Servern.';

/** The panel speaks English; an English variant of the browser decides how dates and numbers look. */
export const LOCALE = navigator.language.startsWith('en') ? navigator.language : 'en';

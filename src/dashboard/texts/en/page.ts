/** The page itself, before any of its code runs. */
export const direction = 'ltr';
export const title = 'Analytics';
export const withoutScripts = 'The admin panel needs JavaScript; nothing is loaded from another origin.';

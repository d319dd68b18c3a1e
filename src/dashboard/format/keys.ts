/** What this keyboard calls the key that goes with K: both work everywhere. */
export const MODIFIER = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

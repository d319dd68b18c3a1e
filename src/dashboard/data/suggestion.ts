const KEY = 'joip:suggest-password';

/** Whether to suggest setting a password; until it is set, put off, or the tab is closed. */
export const suggestsPassword = (): boolean => sessionStorage.getItem(KEY) !== null;

export function suggestPassword(on: boolean): void {
  if (on) sessionStorage.setItem(KEY, '1');
  else sessionStorage.removeItem(KEY);
}

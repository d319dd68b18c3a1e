/** The user search takes focus now, or as soon as it is on the page. */
export const SEARCH_INPUT_ID = 'user-search';

let wanted = false;

export function requestSearchFocus(): void {
  const input = document.getElementById(SEARCH_INPUT_ID);
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  } else wanted = true;
}

/** For the input's ref: takes the focus that was asked for before it existed. */
export function takeSearchFocus(input: HTMLInputElement | null): void {
  if (!input || !wanted) return;
  wanted = false;
  input.focus();
}

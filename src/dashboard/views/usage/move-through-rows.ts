import type { KeyboardEvent } from 'react';
import { readingKey } from '../../ui/direction.ts';

/** Up and down lead from row to row; right and left through the numbers of a row. */
export function moveThroughRows(event: KeyboardEvent<HTMLElement>): void {
  const key = readingKey(event.key);
  const across = key === 'ArrowRight' || key === 'ArrowLeft';
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[key];
  const here = document.activeElement;
  const row = here?.closest('tr, li');
  if (!step || !row) return;
  const links = across
    ? [...row.querySelectorAll<HTMLElement>('a')]
    : [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  const from = across ? here : row.querySelector('[data-row-link]');
  const next = links[links.indexOf(from as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

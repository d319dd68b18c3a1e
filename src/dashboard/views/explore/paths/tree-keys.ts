import type { KeyboardEvent } from 'react';
import { readingKey } from '../../../ui/direction.ts';
import type { Item } from './items.ts';

interface TreeActions {
  go(item: Item): void;
  turn(ids: readonly string[]): void;
  open(item: Item): void;
}

/**
 * The keys of a tree, as the ARIA practices have them: arrows walk, open and close, Home and End lead to the ends, a letter
 * to the next name that begins with it, `*` opens all beside.
 *
 * @returns whether the key was one of them
 */
export function keyIn(
  event: KeyboardEvent,
  items: readonly Item[],
  here: Item,
  nameOf: (item: Item) => string,
  { go, turn, open }: TreeActions,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const at = items.indexOf(here);
  const to = (item: Item | undefined) => {
    if (item) go(item);
    return true;
  };
  const above = () => items.slice(0, at).findLast(({ level }) => level === here.level - 1);
  switch (readingKey(event.key)) {
    case 'ArrowDown':
      return to(items[at + 1]);
    case 'ArrowUp':
      return to(items[at - 1]);
    case 'Home':
      return to(items[0]);
    case 'End':
      return to(items.at(-1));
    case 'ArrowRight':
      if (here.expanded) return to(items[at + 1]);
      if (here.expanded === false) turn([here.id]);
      return true;
    case 'ArrowLeft':
      if (!here.expanded) return to(above());
      turn([here.id]);
      return true;
    case ' ':
      if (here.expanded !== null) turn([here.id]);
      return true;
    case 'Enter':
      open(here);
      return true;
    case '*': {
      const parent = above();
      const from = parent ? items.indexOf(parent) + 1 : 0;
      const end = items.findIndex(({ level }, i) => i >= from && level < here.level);
      const beside = items.slice(from, end < 0 ? undefined : end).filter(({ level }) => level === here.level);
      turn(beside.filter(({ expanded }) => expanded === false).map(({ id }) => id));
      return true;
    }
    default: {
      if (event.key.length !== 1) return false;
      const letter = event.key.toLowerCase();
      const round = [...items.slice(at + 1), ...items.slice(0, at)];
      return to(round.find((item) => nameOf(item).toLowerCase().startsWith(letter)));
    }
  }
}

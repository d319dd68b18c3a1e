import type { Random } from './random.ts';
import { ADJECTIVES, NOUNS } from './words.ts';

/** Something that a user made: a session, a piece of media, a composition. */
export interface Item {
  readonly id: string;
  readonly title: string;
}

/** What users own so far; actions on content need some. */
export interface Belongings {
  readonly sessions: Item[];
  readonly media: Item[];
  readonly compositions: Item[];
  readonly liked: { shareId: string; fact: number }[];
}

export const nothing = (): Belongings => ({ sessions: [], media: [], compositions: [], liked: [] });

export function makeItem(r: Random, at: number): Item {
  return { id: r.uuid(at), title: `${r.pick(ADJECTIVES)} ${r.pick(NOUNS)}` };
}

/** Adds an item; of very many only the last are kept at hand. */
export function keepItem(items: Item[], item: Item): Item {
  items.push(item);
  if (items.length > 60) items.shift();
  return item;
}

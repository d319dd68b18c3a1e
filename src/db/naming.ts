import { foldPattern, foldText } from './search-fold.ts';

/** What a user can be told by. */
export interface Person {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
}

/** Shorter ids and names stand inside of too many other texts; what so little tells leads to nobody. */
const SHORTEST = 3;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const asWords = (folded: readonly string[]) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${folded.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu');

/** The texts that name a person wherever they stand as whole words; the longest first, so that it is taken whole. */
const textsOf = ({ id, email, name }: Person): string[] =>
  [email, id, name]
    .filter((text): text is string => text !== null && text.trim().length >= SHORTEST)
    .sort((a, b) => b.length - a.length);

/** For `holds`: finds the texts that `withoutPerson` is worth asking of. Empty for who can't be found so. */
export const patternOf = (person: Person): string =>
  textsOf(person).map(foldPattern).filter(Boolean).join('|');

/** Puts something else where a text names a person as whole words, by id, e-mail or name, however it is written (`foldText`). */
export function withoutPerson(text: string, person: Person, alias: string): string {
  const words = textsOf(person).map(foldText).filter(Boolean);
  if (words.length === 0) return text;
  const letters = [...text];
  let folded = '';
  /** Which letter of the text each place of the folded one comes from; an accent belongs to what is before it. */
  const from: number[] = [];
  letters.forEach((letter, i) => {
    for (const each of foldText(letter)) {
      folded += each;
      for (let unit = 0; unit < each.length; unit++) from.push(i);
    }
  });
  from.push(letters.length);
  let [told, at] = ['', 0];
  for (const { index, 0: found } of folded.matchAll(asWords(words))) {
    told += letters.slice(at, from[index]).join('') + alias;
    at = from[index + found.length]!;
  }
  return told + letters.slice(at).join('');
}

/** Whether a search text names someone: it holds the whole name as a word, or is most of the name. */
export function tells(text: string, name: string): boolean {
  const [shorter, longer] = [foldText(text), foldText(name)];
  if (longer.includes(shorter)) return shorter.length * 2 >= longer.length;
  return asWords([longer]).test(shorter);
}

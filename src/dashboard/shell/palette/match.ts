/** How well a text fits what was typed, and which of its letters did. */
export interface Match {
  readonly score: number;
  /** Positions of letters, in order. */
  readonly at: readonly number[];
}

const WORD_START = 8;
const IN_A_ROW = 5;
const LETTER = 1;

/**
 * Finds the typed letters in a text, in their order: at the beginning of words first, then next to each
 * other, then anywhere. Null where one is missing. Case doesn't count, nor do blanks in what was typed.
 *
 * @example match('gu', 'Go to Usage')?.at // [0, 6]
 */
export function match(typed: string, text: string): Match | null {
  const wanted = [...typed.toLocaleLowerCase()].filter((letter) => letter.trim() !== '');
  const letters = [...text.toLocaleLowerCase()];
  if (wanted.length === 0) return { score: 0, at: [] };
  if (wanted.length > letters.length) return null;
  // best[j]: the best way to have the typed letters so far end at j.
  let best: (Match | null)[] = letters.map(() => null);
  for (const [i, letter] of wanted.entries()) {
    let before: Match | null = null;
    const next: (Match | null)[] = [];
    for (const [j, here] of letters.entries()) {
      const gain = LETTER + (startsWord(letters, j) ? WORD_START : 0);
      const from = i === 0 ? { score: 0, at: [] } : better(before, inARow(best[j - 1] ?? null));
      next[j] = here === letter && from ? { score: from.score + gain, at: [...from.at, j] } : null;
      before = better(before, best[j] ?? null);
    }
    best = next;
  }
  const found = best.reduce(better, null);
  // Of two texts that fit alike, the shorter is more of a match.
  return found && { ...found, score: found.score - letters.length / 100 };
}

const startsWord = (letters: readonly string[], at: number) =>
  at === 0 || !/[\p{Letter}\p{Number}]/u.test(letters[at - 1] ?? '');

const inARow = (m: Match | null): Match | null => m && { ...m, score: m.score + IN_A_ROW };

const better = (a: Match | null, b: Match | null): Match | null => (!a || (b && b.score > a.score) ? b : a);

import { join, raw, type Sql, sql } from './sql.ts';

/**
 * How a search compares texts: without case, accents and forms of the same letter, by rules of our own, so
 * that it finds the same on every server, whatever its locale, version and libraries. In this order:
 *
 * 1. Compatibility forms become plain (`ﬁ`, full-width `Ａ`, `①`) and letters part from their accents: Unicode's
 *    NFKD, which PostgreSQL brings along for every UTF-8 database.
 * 2. Accents go, and what can't be seen.
 * 3. Letters that are written as two become two: `ß` ss, `æ` ae, `œ` oe, `þ` th.
 * 4. Capitals become small, dotless `ı` becomes `i`, a Greek final sigma a sigma, `ø` o.
 *
 * TRICKY: 1 to 3 are done to what is stored, in SQL. 4 is done to what is typed: it becomes a pattern in which
 * each letter stands for all that fold to it, which is fifty times as fast as `translate`, and needs no locale.
 */

/** Accents, points of Hebrew and Arabic, and characters without width: ranges that both regexps read. */
const DROPPED =
  '[\\u00ad\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u0610-\\u061a\\u064b-\\u065f\\u0670' +
  '\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\ufeff]';
const dropped = new RegExp(DROPPED, 'gu');

const DOUBLE: readonly (readonly [string, string])[] = [
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['æ', 'ae'],
  ['Æ', 'ae'],
  ['œ', 'oe'],
  ['Œ', 'oe'],
  ['þ', 'th'],
  ['Þ', 'th'],
];

/** Letters that stay apart otherwise, though a person types one for the other. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['ı', 'i'],
  ['ς', 'σ'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ŧ', 't'],
];

/** Every letter that becomes another one, and under each of those all that become it; made at the first search. */
let tables: { letters: ReadonlyMap<string, string>; variants: ReadonlyMap<string, string> } | undefined;

function letterTables() {
  if (tables) return tables;
  const letters = new Map(ALIKE);
  for (let block = 0; block < 0x20000; block += 0x1000) {
    const all = String.fromCodePoint(...Array.from({ length: 0x1000 }, (_, i) => block + i));
    for (const capital of all.match(/\p{Changes_When_Lowercased}/gu) ?? []) {
      const small = capital.toLowerCase();
      if ([...small].length === 1) letters.set(capital, letters.get(small) ?? small);
    }
  }
  const variants = new Map<string, string>();
  for (const [letter, small] of letters) variants.set(small, (variants.get(small) ?? small) + letter);
  tables = { letters, variants };
  return tables;
}

/** A text as it is compared. */
export function foldText(text: string): string {
  const { letters } = letterTables();
  let plain = text.normalize('NFKD').replace(dropped, '');
  for (const [letter, two] of DOUBLE) plain = plain.replaceAll(letter, two);
  return [...plain].map((letter) => letters.get(letter) ?? letter).join('');
}

/** A regexp of PostgreSQL that matches what folds to the same, each character as it is: no wildcards. */
export function foldPattern(text: string): string {
  const { variants } = letterTables();
  return [...foldText(text)]
    .map((letter) => {
      const all = variants.get(letter);
      if (all) return `[${all}]`;
      return /[!-/:-@[-`{-~]/.test(letter) ? `\\${letter}` : letter;
    })
    .join('');
}

/** 1 to 3, of an expression. Most ids and addresses are ASCII, to which nothing is done. */
function plainSql(text: string): string {
  const bare = `regexp_replace(normalize(${text}, nfkd), '${DROPPED}', '', 'g')`;
  const letters = DOUBLE.map(([letter]) => letter).join('');
  const two = DOUBLE.reduce((done, [letter, pair]) => `replace(${done}, '${letter}', '${pair}')`, bare);
  return `case when octet_length(${text}) = char_length(${text}) then ${text}
    when ${text} ~ '[${letters}]' then ${two} else ${bare} end`;
}

/**
 * The condition that one of some texts in the database holds what was typed.
 *
 * @param texts expressions that read as text
 * @param pattern `foldPattern` of it, of type text; an empty one, which every text holds, finds nobody
 */
export function holds(texts: readonly string[], pattern: Sql): Sql {
  const each = texts.map((text) => sql`${raw(plainSql(`((${text})::text collate "C")`))} ~ ${pattern}`);
  return sql`(${pattern} <> '' and (${join(each, sql` or `)}))`;
}

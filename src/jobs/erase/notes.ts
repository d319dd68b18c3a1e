import type pg from 'pg';
import type { Database } from '../../db/connect.ts';
import { foldPattern, foldText, holdsSql } from '../../db/search-fold.ts';
import type { Person } from './mentions.ts';

/** Shorter ids and names stand inside of too many other texts; what so little tells leads to nobody. */
const SHORTEST = 3;
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/**
 * Puts the alias where operators' notes name the user as whole words: by id, e-mail or name, however it is written (`foldText`).
 *
 * @returns notes changed
 */
export async function redactNotes(
  db: Database,
  client: pg.PoolClient,
  { id, email, name }: Person,
  alias: string,
): Promise<number> {
  const texts = [email, id, name].filter((text) => text !== null && text.length >= SHORTEST) as string[];
  if (texts.length === 0) return 0;
  const { rows } = await client.query<{ id: string; text: string }>(
    `select id, text from ${db.s}.annotations a where ${holdsSql(['a.text'], '$1::text')}`,
    [texts.map(foldPattern).filter(Boolean).join('|')],
  );
  let changed = 0;
  for (const note of rows) {
    const text = withAlias(note.text, texts, alias);
    if (text === note.text) continue;
    await client.query(`update ${db.s}.annotations set text = $2 where id = $1`, [note.id, text]);
    changed++;
  }
  return changed;
}

function withAlias(text: string, names: readonly string[], alias: string): string {
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
  const words = names
    .map(foldText)
    .filter(Boolean)
    .map((name) => name.replace(SPECIAL, '\\$&'))
    .join('|');
  let [told, at] = ['', 0];
  for (const { index, 0: found } of folded.matchAll(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'gu'),
  )) {
    told += letters.slice(at, from[index]).join('') + alias;
    at = from[index + found.length]!;
  }
  return told + letters.slice(at).join('');
}

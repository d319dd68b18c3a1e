import type pg from 'pg';
import type { Database } from '../../db/connect.ts';
import type { Person } from './mentions.ts';

/** Shorter ids and names stand inside of too many other texts; what so little tells leads to nobody. */
const SHORTEST = 3;
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/**
 * Puts the alias where operators' notes name the user as whole words: by id, e-mail or name, whatever its case.
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
  const words = texts.map((text) => text.replace(SPECIAL, '\\$&')).join('|');
  const naming = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu');
  const { rows } = await client.query<{ id: string; text: string }>(
    `select id, text from ${db.s}.annotations a
     where exists (select from unnest($1::text[]) t where position(lower(t) in lower(a.text)) > 0)`,
    [texts],
  );
  let changed = 0;
  for (const note of rows) {
    const text = note.text.replace(naming, () => alias);
    if (text === note.text) continue;
    await client.query(`update ${db.s}.annotations set text = $2 where id = $1`, [note.id, text]);
    changed++;
  }
  return changed;
}

import type pg from 'pg';
import type { Database } from '../../db/connect.ts';
import { notesNaming, segmentsNaming, viewsNaming } from '../../db/mentions.ts';
import { type Person, withoutPerson } from '../../db/naming.ts';
import { removeViews } from '../../db/remove-views.ts';

/**
 * Puts the alias where operators' notes name the user as whole words: by id, e-mail or name, however it is written (`foldText`).
 *
 * @returns notes changed
 */
export async function redactNotes(
  db: Database,
  client: pg.PoolClient,
  person: Person,
  alias: string,
): Promise<number> {
  const found = await notesNaming(db, client, person);
  for (const { id, text } of found)
    await client.query(`update ${db.s}.annotations set text = $2 where id = $1`, [
      id,
      withoutPerson(text, person, alias),
    ]);
  return found.length;
}

/** Saved views of the user's own page go; where another names the user, filters by them or searches for them, the alias stands. */
export async function redactViews(
  db: Database,
  client: pg.PoolClient,
  person: Person,
  alias: string,
): Promise<{ removed: number; redacted: number }> {
  let removed = 0;
  const found = await viewsNaming(db, client, person);
  for (const { view, ofTheirPage, without } of found) {
    if (ofTheirPage) {
      await client.query(`delete from ${db.s}.saved_views where id = $1`, [view.id]);
      removed++;
      continue;
    }
    const { id, name, search } = without(alias);
    await client.query(`update ${db.s}.saved_views set name = $2, search = $3 where id = $1`, [
      id,
      name,
      search,
    ]);
  }
  return { removed, redacted: found.length - removed };
}

/** Puts the alias where a version of a segment names the user. */
export async function redactSegments(
  db: Database,
  client: pg.PoolClient,
  person: Person,
  alias: string,
): Promise<number> {
  const found = await segmentsNaming(db, client, person);
  for (const { without } of found) {
    const { slug, version, name, rules } = without(alias);
    await client.query(`update ${db.s}.segments set name = $3, rules = $4 where slug = $1 and version = $2`, [
      slug,
      version,
      name,
      rules,
    ]);
  }
  return found.length;
}

/** A user may also have been an operator whom the host signed in: what they wrote there stays, without them. */
export async function forgetHostOperator(
  db: Database,
  client: pg.PoolClient,
  userId: string,
): Promise<Record<'annotations' | 'segments', number>> {
  const changed = { annotations: 0, segments: 0 };
  for (const table of ['annotations', 'segments'] as const) {
    const { rowCount } = await client.query(
      `update ${db.s}.${table} set author = 'operator:(erased)', author_email = null where author = $1`,
      [`operator:host:${userId}`],
    );
    changed[table] = rowCount ?? 0;
  }
  await removeViews(db, client, `operator:host:${userId}`);
  return changed;
}

import type pg from 'pg';
import type { Database } from './connect.ts';
import { type Person, patternOf, tells, withoutPerson } from './naming.ts';
import { holds } from './search-fold.ts';
import { sql, statement } from './sql.ts';

/** A note of an operator, as it is kept. */
export interface KeptNote {
  readonly id: string;
  readonly text: string;
}

/** Notes that name a person. */
export async function notesNaming(db: Database, client: pg.PoolClient, person: Person): Promise<KeptNote[]> {
  const { rows } = await client.query<KeptNote>(
    statement(
      sql`select a.id, a.day, a.at, a.text, a.created_at from ${db.tables.annotations} a
        where ${holds(['a.text'], sql`${patternOf(person)}::text`)} order by a.created_at, a.id`,
    ),
  );
  return rows.filter(({ text }) => withoutPerson(text, person, '') !== text);
}

/** A saved view, as it is kept. */
export interface KeptView {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly search: string;
}

export interface ViewNaming {
  readonly view: KeptView;
  /** The view is of this user's own page, which there is no more. */
  readonly ofTheirPage: boolean;
  /** The view with something else in the place of the person. */
  without(alias: string): KeptView;
}

/** Saved views that name a person: in their name, their address, or what they are filtered by or search for. */
export async function viewsNaming(
  db: Database,
  client: pg.PoolClient,
  person: Person,
): Promise<ViewNaming[]> {
  // Addresses are escaped, so that they can only be compared here. Views are few.
  const { rows } = await client.query<KeptView>(
    `select id, name, path, search, created_at from ${db.s}.saved_views order by created_at, id`,
  );
  const replace = replacing(person);
  return rows.flatMap((view) => {
    const without = (alias: string): KeptView => ({
      ...view,
      name: replace(view.name, alias),
      path: view.path
        .split('/')
        .map((part) => mapped(part, (text) => replace(text, alias)))
        .join('/'),
      search: withoutIn(view.search, (value, key) => replace(value, alias, key)),
    });
    const { name, path, search } = without('');
    if (name === view.name && path === view.path && search === view.search) return [];
    return [{ view, ofTheirPage: path !== view.path, without }];
  });
}

/** A version of a segment, as it is kept. */
export interface KeptSegment {
  readonly slug: string;
  readonly version: number;
  readonly name: string;
  readonly rules: string;
}

interface SegmentNaming {
  readonly segment: KeptSegment;
  /** The version with something else in the place of the person. */
  without(alias: string): KeptSegment;
}

/** Versions of segments that name a person: in their name, or in a value that a rule asks for. */
export async function segmentsNaming(
  db: Database,
  client: pg.PoolClient,
  person: Person,
): Promise<SegmentNaming[]> {
  const { rows } = await client.query<KeptSegment>(
    `select slug, version, name, rules, created_at from ${db.s}.segments order by slug, version`,
  );
  const replace = (text: string, alias: string) =>
    text === person.id ? alias : withoutPerson(text, person, alias);
  return rows.flatMap((segment) => {
    const without = (alias: string): KeptSegment => ({
      ...segment,
      name: withoutPerson(segment.name, person, alias),
      rules: segment.rules
        .split(/([;|:&=,])/)
        .map((part) => mapped(part, (text) => replace(text, alias)))
        .join(''),
    });
    const { name, rules } = without('');
    return name === segment.name && rules === segment.rules ? [] : [{ segment, without }];
  });
}

/** Parameters that hold an id or a search text and nothing else: there a short one counts as well. */
const WHOLE = new Set(['userId', 'user', 'search', 'q', 'target', 'actor']);

function replacing(person: Person) {
  const { id, email, name } = person;
  const names = [id, email, name].filter((text): text is string => text !== null && text.trim() !== '');
  return (text: string, alias: string, key?: string): string => {
    if (
      key !== undefined &&
      WHOLE.has(key) &&
      text !== '' &&
      (text === id || names.some((each) => tells(text, each)))
    )
      return alias;
    // The details of a report are a list of escaped pairs within one parameter.
    return withoutPerson(text, person, alias)
      .split(/([;:])/)
      .map((part) => mapped(part, (inner) => withoutPerson(inner, person, alias)))
      .join('');
  };
}

function mapped(part: string, change: (text: string) => string): string {
  let text: string;
  try {
    text = decodeURIComponent(part);
  } catch {
    return part;
  }
  const changed = change(text);
  return changed === text ? part : encodeURIComponent(changed);
}

/** Written anew only where something in it changed. */
function withoutIn(search: string, change: (value: string, key: string) => string): string {
  const params = [...new URLSearchParams(search)];
  const changed = params.map(([key, value]) => [change(key, ''), change(value, key)]);
  const same = changed.every(([key, value], i) => key === params[i]![0] && value === params[i]![1]);
  return same ? search : new URLSearchParams(changed as [string, string][]).toString();
}

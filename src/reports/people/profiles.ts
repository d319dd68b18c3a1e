import type { Profile } from '../../contract/index.ts';
import { sql } from '../../db/sql.ts';
import type { ReportReader } from '../read/reader.ts';

/** Profiles by user id; of who isn't known, only the id. */
export async function profilesOf(r: ReportReader, ids: readonly string[]): Promise<(id: string) => Profile> {
  const rows =
    ids.length === 0
      ? []
      : await r.rows<Profile>(
          sql`select u.id as "userId", u.email, u.name, u.avatar_url as "avatarUrl"
            from ${r.from.users} u where u.id = any(${[...new Set(ids)]}::text[])`,
        );
  const found = new Map(rows.map((row) => [row.userId, row]));
  return (id) => found.get(id) ?? { userId: id, email: null, name: null, avatarUrl: null };
}

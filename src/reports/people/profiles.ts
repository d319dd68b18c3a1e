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

/** Profiles by number of the user. */
export async function profilesByNumber(
  r: ReportReader,
  nos: readonly number[],
): Promise<Map<number, Profile>> {
  const rows = await r.rows<Profile & { no: number }>(
    sql`select u.user_no as no, u.id as "userId", u.email, u.name, u.avatar_url as "avatarUrl"
      from ${r.from.users} u where u.user_no = any(${[...nos]}::int[])`,
  );
  return new Map(rows.map(({ no, ...profile }) => [no, profile]));
}

/** In the order of their numbers here. */
export async function profilesInOrder(r: ReportReader, nos: Int32Array): Promise<Profile[]> {
  const profiles = await profilesByNumber(r, [...nos]);
  return Array.from(nos, (no) => profiles.get(no)!);
}

import type { Rule } from '../../contract/index.ts';
import { all, join, raw, type Sql, sql } from '../../db/sql.ts';
import { at, type ReportReader } from '../read/reader.ts';
import { type Clock, spanOf, todayOf } from './rule-days.ts';

/** What accounts tell: who there is, and which facts hold of each. */
export interface Accounts {
  /** By number: 0 for nobody, else 1 and a bit more for each fact that holds. */
  readonly bits: Int32Array;
  readonly size: number;
}

/** The bit of a fact, by its place. */
export const factBit = (place: number): number => 2 << place;

/**
 * Accounts that there are: joined by now and not deleted. Internal ones only where they are asked about.
 *
 * @param facts rules that no activity tells, each of which gets a bit
 */
export async function accountsOf(
  r: ReportReader,
  facts: readonly Rule[],
  clock: Clock,
  internal: boolean,
): Promise<Accounts> {
  const end = at(todayOf(clock).end);
  const there = [sql`u.joined_at < ${end}`, sql`(u.deleted_at is null or u.deleted_at >= ${end})`];
  if (!internal) there.push(sql`not u.internal`);
  const seen = facts.some(({ is }) => is === 'first' || is === 'last');
  const stats = seen ? sql`left join ${r.ctx.db.tables.usageStats} s on s.user_id = u.id` : sql``;
  const bits = facts.map(
    (rule, place) => sql`case when ${factSql(r, rule, clock)} then ${raw(String(factBit(place)))} else 0 end`,
  );
  // As bytes: a list of a hundred thousand numbers as text takes longer to read than all the rest.
  const packed = (number: Sql) => sql`string_agg(int4send(${number}), ''::bytea)`;
  const rows = await r.rows<{ nos: Buffer | null; told: Buffer | null }>(
    sql`select ${packed(sql`u.user_no`)} as nos,
      ${bits.length > 0 ? packed(sql`1 + ${join(bits, sql` + `)}`) : sql`null::bytea`} as told
      from ${r.from.users} u ${stats} where ${all(there)}`,
  );
  const nos = unpacked(rows[0]?.nos);
  const told = bits.length > 0 ? unpacked(rows[0]?.told) : null;
  const byNumber = new Int32Array(nos.reduce((most, no) => Math.max(most, no), 0) + 1);
  for (let i = 0; i < nos.length; i++) byNumber[nos[i]!] = told ? told[i]! : 1;
  return { bits: byNumber, size: nos.length };
}

/** Numbers of four bytes each, as PostgreSQL sends them. */
function unpacked(bytes: Buffer | null | undefined): Int32Array {
  const own = new Uint8Array(bytes ?? []);
  Buffer.from(own.buffer).swap32();
  return new Int32Array(own.buffer);
}

const COLUMNS = { first: 's.first_activity_at', last: 's.last_activity_at', joined: 'u.joined_at' } as const;

/** Whether a fact holds of an account; never unknown. */
function factSql(r: ReportReader, rule: Rule, clock: Clock): Sql {
  switch (rule.is) {
    case 'joined':
    case 'first':
    case 'last': {
      const column = raw(COLUMNS[rule.is]);
      const { start, end } = spanOf(rule.span, clock);
      return sql`${column} >= ${at(start)} and ${column} < ${at(end)}`;
    }
    case 'role':
      return sql`u.role = any(${[...rule.roles]}::text[])`;
    case 'internal':
      return sql`u.internal = ${rule.value}`;
    case 'referred': {
      const which =
        rule.how === 'code'
          ? sql`and f.code = ${rule.value}`
          : rule.how === 'by'
            ? sql`and f.referrer_id = ${rule.value}`
            : sql``;
      const is = sql`exists (select 1 from ${r.from.referrals} f where f.referee_id = u.id ${which})`;
      return rule.how === 'nobody' ? sql`not ${is}` : is;
    }
    default:
      throw new Error(`an account doesn't tell ${rule.is}`);
  }
}

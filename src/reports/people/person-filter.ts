import {
  bracketed,
  type ChangeCondition,
  type Condition,
  type Limit,
  PERSON_TRAITS,
  type PersonFilter,
  type WhenCondition,
} from '../../contract/index.ts';
import { all, join, raw, type Sql, sql } from '../../db/sql.ts';
import { instantOf, LISTED, type Range, resolveRange } from '../range/period.ts';
import { at, type ReportReader } from '../read/reader.ts';

/** A number of everybody, by user number, in the range and in the comparison. */
export interface NumbersOfPeople {
  readonly now: Float64Array;
  /** Null where nothing is compared. */
  readonly before: Float64Array | null;
}

type IsMet = (no: number) => boolean;

export const LIMITS: Readonly<Record<Limit, (number: number, n: number) => boolean>> = {
  '=': (number, n) => number === n,
  '>=': (number, n) => number >= n,
  '>': (number, n) => number > n,
  '<=': (number, n) => number <= n,
  '<': (number, n) => number < n,
};

/** Who of a list meets every condition. */
export async function whoMeets(
  r: ReportReader,
  range: Range,
  filter: PersonFilter,
  numbers: ReadonlyMap<string, NumbersOfPeople>,
  listed: Int32Array,
): Promise<Int32Array> {
  const byNumber = filter.flatMap(({ of, conditions }) => {
    const number = numbers.get(of);
    return number ? conditions.map((condition) => isMet(condition, number)) : [];
  });
  const found = byNumber.length > 0 ? listed.filter((no) => byNumber.every((is) => is(no))) : listed;
  const traits = filter.filter(({ of }) => Object.hasOwn(PERSON_TRAITS, of));
  return traits.length > 0 ? withTraits(r, range, traits, found) : found;
}

function isMet(condition: Condition, { now, before }: NumbersOfPeople): IsMet {
  if (condition.is === 'number') {
    const fits = LIMITS[condition.limit];
    return (no) => fits(now[no]!, condition.n);
  }
  if (condition.is !== 'change' || !before) throw new Error("a number is asked for what it doesn't tell");
  return (no) => hasChanged(condition, now[no]!, before[no]!);
}

/** Whole numbers alone are compared, so that 33.33 % of 10,000 is 3,333 and not a little less. */
export function hasChanged(
  { way, limit, n, percent }: ChangeCondition,
  now: number,
  before: number,
): boolean {
  const by = way === 'fell' ? before - now : now - before;
  const fits = LIMITS[limit];
  if (!percent) return by > 0 && fits(by, n);
  return before > 0 && by > 0 && fits(by * 10_000, Math.round(n * 100) * before);
}

/** Those of a list whose account is as asked for. */
async function withTraits(
  r: ReportReader,
  range: Range,
  traits: PersonFilter,
  listed: Int32Array,
): Promise<Int32Array> {
  if (listed.length === 0) return listed;
  const where = traits.flatMap(({ of, conditions }) =>
    conditions.map((condition) => traitSql(r, range, of as keyof typeof PERSON_TRAITS, condition)),
  );
  const seen = traits.some(({ of }) => of === 'lastSeen');
  if (listed.length <= FEW) where.push(sql`u.user_no = any(${[...listed]}::int[])`);
  const stats = sql`left join ${r.ctx.db.tables.usageStats} s on s.user_id = u.id`;
  const rows = await r.rows<{ nos: number[] | null }>(
    sql`select array_agg(u.user_no) as nos from ${r.from.users} u ${seen ? stats : raw('')} where ${all(where)}`,
  );
  const meets = new Set(rows[0]?.nos ?? []);
  return listed.filter((no) => meets.has(no));
}

/** So many are looked up by their number; more are looked for among all accounts. */
const FEW = 5_000;

const COLUMNS = { lastSeen: 's.last_activity_at', joined: 'u.joined_at', internal: 'u.internal' } as const;

function traitSql(r: ReportReader, range: Range, of: keyof typeof PERSON_TRAITS, condition: Condition): Sql {
  const column = raw(COLUMNS[of]);
  if (condition.is === 'flag') return sql`${column} = ${condition.value}`;
  if (condition.is !== 'when') throw new Error("a trait is asked for what it doesn't tell");
  if (condition.side === 'never') return sql`${column} is null`;
  return join(
    bounds(r, range, of, condition).map(([sign, instant]) => sql`${column} ${raw(sign)} ${at(instant)}`),
    sql` and `,
  );
}

/** A day isn't before itself, and not after itself. */
function bounds(
  r: ReportReader,
  range: Range,
  of: string,
  condition: WhenCondition,
): (readonly ['<' | '>=', number])[] {
  const { timezone } = range;
  if ('date' in condition) {
    const { side, date } = condition;
    const instant = (daysLater: number) => instantOf(bracketed('people', of), date, timezone, daysLater);
    return [side === 'before' ? ['<', instant(0)] : ['>=', instant(1)]];
  }
  if ('days' in condition) {
    const context = { now: r.ctx.now, zone: timezone };
    const { start } = resolveRange({ period: `${condition.days}days`, timezone, ...LISTED }, context);
    return [[condition.side === 'within' ? '>=' : '<', start]];
  }
  return [
    ['>=', range.start],
    ['<', range.end],
  ];
}

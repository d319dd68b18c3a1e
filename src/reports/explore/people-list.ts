import { type PeopleList, type PeopleListQuery, readGivenRules } from '../../contract/index.ts';
import { sql } from '../../db/sql.ts';
import { BadRequest } from '../errors.ts';
import { type Found, type PeopleColumn, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { at, type ReportReader } from '../read/reader.ts';
import { type Fitting, type RuleNumber, whoFits } from '../segments/who-fits.ts';
import { todayIn } from './people-size.ts';

type Asked = Omit<PeopleListQuery, 'format' | 'bom'>;
type Row = PeopleList['people'][number];

/**
 * GET /explore/people: a page of who fits rules, in the order in which they were first known or by what a rule counts.
 *
 * @throws BadRequest for a rule that can't be answered any more, or one to sort by that counts nothing
 */
export const run = peoplePage(find);
export const exportPeopleList = peopleFile(find);

async function find(r: ReportReader, query: Asked): Promise<Found<Row>> {
  const range = todayIn(r.ctx, query.timezone);
  const clock = { now: r.ctx.now, zone: range.timezone };
  const found = await whoFits(r, readGivenRules(r.ctx.catalogue, query.rules), clock);
  const nos = sorted(found, query);
  return {
    v: { scope: { echo: {} }, source: found.source, missing: {} },
    range,
    filters: {
      rules: query.rules,
      ...(query.sortBy !== undefined && { sortBy: String(query.sortBy), sortOrder: query.sortOrder }),
    },
    total: nos.length,
    columns: columnsOf(found),
    rows: (from, to) => rowsOf(r, found, nos.subarray(from, to)),
  };
}

/** By how much a number changed where it is compared, else the number. */
const scoreOf = ({ now, before }: RuleNumber, no: number): number =>
  (now[no] ?? 0) - (before ? (before[no] ?? 0) : 0);

function sorted({ nos, numbers }: Fitting, { sortBy, sortOrder }: Asked): Int32Array {
  if (sortBy === undefined) return nos;
  const number = numbers[sortBy - 1];
  if (!number) {
    const places = numbers.flatMap((each, i) => (each ? [i + 1] : []));
    throw new BadRequest({
      sortBy: `takes the place of a rule that counts something${places.length > 0 ? `: ${places.join(', ')}` : ', and none does'}; leave it out, or sort by another`,
    });
  }
  const sign = sortOrder === 'desc' ? -1 : 1;
  return nos.slice().sort((a, b) => sign * (scoreOf(number, a) - scoreOf(number, b)) || a - b);
}

/** Columns of a file. */
function columnsOf({ numbers }: Fitting): PeopleColumn<Row>[] {
  const byRule = numbers.flatMap((number, i): PeopleColumn<Row>[] => [
    ...(number ? [{ name: `rule${i + 1}`, value: (row: Row) => row.numbers[i] }] : []),
    ...(number?.before ? [{ name: `rule${i + 1}Before`, value: (row: Row) => row.previous[i] }] : []),
  ]);
  const dates = (['joinedAt', 'lastActivityAt'] as const).map((name) => ({
    name,
    value: (row: Row) => row[name],
  }));
  return [...WHO, ...dates, ...byRule];
}

async function rowsOf(r: ReportReader, { numbers }: Fitting, nos: Int32Array): Promise<Row[]> {
  const rows = await r.rows<{
    no: number;
    userId: string;
    email: string | null;
    name: string | null;
    avatarUrl: string | null;
    joined: Date;
    last: Date | null;
  }>(
    sql`select u.user_no as no, u.id as "userId", u.email, u.name, u.avatar_url as "avatarUrl",
        u.joined_at as joined, s.last_activity_at as last
      from ${r.from.users} u left join ${r.ctx.db.tables.usageStats} s on s.user_id = u.id
      where u.user_no = any(${[...nos]}::int[])`,
  );
  const byNumber = new Map(rows.map((row) => [row.no, row]));
  return Array.from(nos, (no) => {
    const { no: _, joined, last, ...profile } = byNumber.get(no)!;
    return {
      ...profile,
      joinedAt: at(joined.getTime()),
      lastActivityAt: last && at(last.getTime()),
      numbers: numbers.map((number) => number && (number.now[no] ?? 0)),
      previous: numbers.map((number) => number?.before && (number.before[no] ?? 0)).map((n) => n ?? null),
    };
  });
}

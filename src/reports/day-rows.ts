/** Per-user rows of days as arrays of numbers, made by the database: no row is parsed one by one. */

/** Columns of one day's users, all arrays of one length and order. */
export interface DayArrays {
  readonly day: string;
  readonly internal: boolean;
  readonly users: Int32Array;
  readonly columns: Int32Array[];
}

/**
 * The statement for days (`$1::date[]`) and columns of `user_daily_stats`, users ascending by number as
 * segments want them.
 */
export function dayArraysSql(s: string, columns: readonly string[]): string {
  const inner = columns.map((column, i) => `, coalesce(d."${column}", 0) as c${i}`).join('');
  return `select day, internal, string_agg(int4send(user_no), ''::bytea) as users${arrays(columns)}
    from (
      select d.day, u.internal, u.user_no${inner}
      from ${s}.user_daily_stats d join ${s}.users u on u.id = d.user_id
      where d.day = any($1::date[])
      order by d.day, u.internal, u.user_no
    ) rows
    group by day, internal`;
}

/** The same without asking who the users are: their ids as a JSON array. */
export function dayIdsSql(s: string, columns: readonly string[]): string {
  const inner = columns.map((column, i) => `, coalesce(d."${column}", 0) as c${i}`).join('');
  return `select day, json_agg(user_id)::text as ids${arrays(columns)}
    from (select d.day, d.user_id${inner} from ${s}.user_daily_stats d where d.day = any($1::date[])) rows
    group by day`;
}

const arrays = (columns: readonly string[]): string =>
  columns.map((_, i) => `, string_agg(int4send(c${i}), ''::bytea) as c${i}`).join('');

/** A row of the first statement. */
export function dayArraysOf(row: Record<string, unknown>, columns: readonly string[]): DayArrays {
  return {
    day: String(row.day),
    internal: row.internal === true,
    users: int4s(row.users as Buffer),
    columns: columns.map((_, i) => int4s(row[`c${i}`] as Buffer)),
  };
}

/** Numbers that `int4send` wrote: four bytes each, highest first. */
export function int4s(bytes: Buffer | null): Int32Array {
  if (bytes === null) return new Int32Array(0);
  const copy = new Uint8Array(bytes).buffer;
  Buffer.from(copy).swap32();
  return new Int32Array(copy);
}

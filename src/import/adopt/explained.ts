import type pg from 'pg';
import { breakdownValue, type CatalogueInput, countingOf } from '../../catalogue/index.ts';
import type { Balance } from '../../ingest/counted-elsewhere.ts';
import { compileMapping } from '../compile.ts';
import { Refused } from '../errors.ts';
import type { ImportMapping } from '../mapping.ts';
import { foldName, type OldTable } from './find.ts';
import { countersIn, fetched, statsSql } from './stats.ts';

interface Row {
  readonly u: string | null;
  readonly counters: readonly string[];
  /** Of each action and its values of breakdowns: how often the log has it. */
  readonly log: readonly (readonly [action: string | null, n: number, details: string | null])[] | null;
}

/**
 * What each user's counters have beyond what the platform's log explains, counted in its database: what an adoption
 * would keep as opening balances. Writes nothing.
 *
 * @param client in the transaction whose snapshot is read
 */
export async function* unexplained(
  client: pg.ClientBase,
  c: CatalogueInput,
  o: { log: OldTable | null; stats: OldTable; mapping: ImportMapping | null; timezone: string },
): AsyncGenerator<Balance[]> {
  const names = countersIn(c, o.stats);
  const count = o.mapping && counter(c, o.mapping);
  const stats = statsSql(c, o.stats, o.timezone);
  const sql = o.log
    ? `select s.u, s.counters, l.log from (${stats}) s left join (${loggedSql(c, o.log)}) l on l.u = s.u`
    : `select s.u, s.counters, null as log from (${stats}) s`;
  for await (const rows of fetched<Row>(client, sql))
    yield rows.flatMap(({ u, counters, log }) => {
      if (u === null) return [];
      const counted = count ? count(u, log ?? []) : new Map<string, number>();
      const left = names.map((name, i) => [name, Number(counters[i]) - (counted.get(name) ?? 0)] as const);
      return [{ userId: u, counters: Object.fromEntries(left.filter(([, n]) => n !== 0)) }];
    });
}

function loggedSql(c: CatalogueInput, log: OldTable): string {
  const column = (name: string) => log.columns.get(foldName(name))!.sql;
  const details = log.columns.has('details')
    ? `nullif(${column('details')}::text, '')::jsonb`
    : 'null::jsonb';
  const values = Object.keys(c.breakdowns).map((name) => `'${name}', d -> '${name}'`);
  return `select u, json_agg(json_build_array(a, n, v)) as log from (
    select u, a, v, count(*) as n
    from (select ${column('user_id')}::text as u, ${column('action')}::text as a,
        (select case when jsonb_typeof(d) = 'object' then jsonb_build_object(${values.join(', ')})
          when d is null or jsonb_typeof(d) = 'null' then null else '[]'::jsonb end from (select ${details} as d) x)::text as v
      from ${log.from}) y group by 1, 2, 3) z group by 1`;
}

/** Counts as an import of these rows would: by the same mapping. */
function counter(c: CatalogueInput, mapping: ImportMapping) {
  const columns = Object.keys(mapping.columns);
  const any = () => '00000000-0000-8000-8000-000000000000';
  const mapRow = compileMapping(mapping, c, columns, { ofRow: any, ofText: any });
  const { plain, valued } = countingOf(c);
  const breakdowns = Object.entries(c.breakdowns);
  return (userId: string, log: NonNullable<Row['log']>): Map<string, number> => {
    const counted = new Map<string, number>();
    const add = (names: readonly string[], n: number) => {
      for (const name of names) counted.set(name, (counted.get(name) ?? 0) + n);
    };
    for (const [action, n, details] of log) {
      const row: Record<string, string | null> = {
        id: '0',
        userId,
        action,
        details,
        createdAt: '1970-01-02',
      };
      const mapped = mapRow(columns.map((name) => row[name] ?? '') as string[], 0);
      if (mapped === null || mapped instanceof Refused) continue;
      add(plain(mapped.action), n);
      for (const [name, { actions }] of breakdowns) {
        if (!actions.includes(mapped.action)) continue;
        const value = breakdownValue(c, name, (mapped.details as Record<string, unknown>)?.[name]);
        if (value !== null) add(valued(mapped.action, name, value), n);
      }
    }
    return counted;
  };
}

import { localTimeSql } from '../db/zone-sql.ts';
import { keptValues, spelledValues } from './kept-values.ts';
import type { Span } from './local-time.ts';
import { logWhere, type Parameter } from './log-where.ts';
import { spellingsIn } from './raw-values.ts';
import type { Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import type { Pattern } from './suppress.ts';

/** Activities that agree in all that was asked for. */
export interface Cell {
  /** In the order asked for; empty where an activity has no such detail. */
  readonly key: readonly string[];
  readonly internal: boolean;
  readonly n: number;
}

export interface Cells {
  readonly cells: readonly Cell[];
  /** How many users did something in which cells. */
  readonly patterns: readonly Pattern[];
}

/**
 * Cells of a cross table with who is in them, from the log: no rollup tells how many users there are behind
 * a number.
 *
 * @param by day, feature, action and declared details
 */
export async function cellsOf(
  r: Reader,
  q: { span: Span; zone: string; scope: Scope; by: readonly string[] },
): Promise<Cells> {
  const c = r.ctx.catalogue;
  const { scope, by } = q;
  const values: unknown[] = [];
  const p: Parameter = (value, type) => `$${values.push(value)}::${type}`;
  const breakdowns = by.filter((name) => Object.hasOwn(c.breakdowns, name));
  const filtered = scope.logFilter.breakdowns.map(([name]) => name);
  const names = [...new Set([...breakdowns, ...filtered])];
  const spellings = await spellingsIn(r, [q.span], names, scope.logFilter.actions);
  const kept = await (scope.fromLog ? spelledValues : keptValues)(r);
  const joins = breakdowns.map((name) => {
    const list = spellings.get(name) ?? [];
    const spelt = p(
      list.map(({ raw }) => raw),
      'jsonb[]',
    );
    const meant = p(
      list.map(({ value }) => kept(name, value)),
      'text[]',
    );
    return `left join unnest(${spelt}, ${meant}) as b_${name}(raw, value) on b_${name}.raw = l.details -> ${p(name, 'text')}
      and l.action = any(${p(c.breakdowns[name]!.actions, 'text[]')})`;
  });
  if (by.includes('feature')) {
    const actions = p(Object.keys(c.actions), 'text[]');
    const features = p(
      Object.values(c.actions).map(({ feature }) => feature),
      'text[]',
    );
    joins.push(`left join unnest(${actions}, ${features}) as own(action, feature) on own.action = l.action`);
  }
  const keyOf = (name: string) => {
    if (name === 'day') return `to_char(${localTimeSql('l.created_at', q.zone, p)}, 'YYYY-MM-DD')`;
    if (name === 'action') return 'l.action';
    return name === 'feature' ? `coalesce(own.feature, '')` : `coalesce(b_${name}.value, '')`;
  };
  const staff = Object.keys(c.actions).filter((action) => scope.countsInternal(action));
  const keys = by.map((_, i) => `k${i}`).join(', ');
  const rows = await r.rows<{ key: string[] | null; internal: boolean; n: number; atoms: number[] | null }>(
    `with facts as materialized (
       select l.user_id, u.internal, ${by.map((name, i) => `${keyOf(name)} as k${i}`).join(', ')}, count(*) as n
       from ${r.s}.user_activity_logs l join ${r.s}.users u on u.id = l.user_id ${joins.join('\n')}
       where ${logWhere(r, [q.span], scope, spellings, p)}
         and (not u.internal or ${p(scope.internalPeople, 'boolean')} or l.action = any(${p(staff, 'text[]')}))
       group by ${['user_id', 'internal', ...by].map((_, i) => i + 1).join(', ')}
     ), cells as (
       select internal, ${keys}, sum(n) as n, row_number() over (order by internal, ${keys}) as atom
       from facts group by internal, ${keys}
     )
     select * from (
       select array[${keys}] as key, internal, n, null::bigint[] as atoms, atom from cells
       union all
       select null, null, count(*), atoms, null from (
         select array_agg(atom - 1) as atoms from facts join cells using (internal, ${keys})
         group by user_id) users group by atoms
     ) answer order by atom`,
    values,
  );
  return {
    cells: rows.flatMap(({ key, internal, n }) => (key ? [{ key, internal, n }] : [])),
    patterns: rows.flatMap(({ atoms, n }) => (atoms ? [{ atoms: atoms.map(Number), users: n }] : [])),
  };
}

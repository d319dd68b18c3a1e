import { entryFeatures } from '../../catalogue/index.ts';
import type { FirstUseQuery } from '../../contract/index.ts';
import { DAY } from '../../db/milliseconds.ts';
import { sql } from '../../db/sql.ts';
import type { Kind } from '../../store/kinds.ts';
import type { FirstUseQuestion } from '../../store/questions/first-use.ts';
import type { Range } from '../range/period.ts';
import { at, type ReportReader } from '../read/reader.ts';
import { type Seen, whoseOf } from '../read/seen.ts';
import { openQuestion } from './asked.ts';
import { daysOf } from './grid.ts';

export type FirstUseAsked = Omit<FirstUseQuery, 'anonymize' | 'format' | 'columns' | 'bom' | 'refresh'>;

/**
 * Looks at all time: whoever was there before the range doesn't begin in it, and whoever comes back at any time after has
 * stayed.
 *
 * @throws BadRequest for more days than can be told
 * @throws Removed where retention has left no order of what people began with
 */
export async function askFirstUse(r: ReportReader, query: FirstUseAsked) {
  const { range: whole, lookAt } = await openQuestion(r, query);
  const { bounds, told } = daysOf(query, whole, r.ctx.now, { after: query.days });
  const [start, end] = [bounds[0]!, bounds.at(-1)!];
  const span = { start: 0, end: Math.max(end, r.ctx.now + DAY) };
  const v = await lookAt(span);
  await v.check({ start, end }, { needs: 'order' });
  const { groups, keys } = inOrder(v, query.groupBy, entryFeatures(r.ctx.catalogue));
  const range: Range = { ...whole, start, end: bounds[told]!, interval: 'day' };
  const begins = query.begin === 'joined' ? await joiningOf(r, v, range) : null;
  const question = (list: FirstUseQuestion['list'] = null): FirstUseQuestion => ({
    sink: 'firstUse',
    span,
    ...whoseOf(v),
    passes: v.passesAll ? null : v.passes,
    groups,
    groupCount: keys.length,
    begins,
    days: bounds,
    length: query.days,
    now: r.ctx.now,
    list,
  });
  return { v, range, keys, question };
}

/** Groups by their keys, sorted: of those of one instant the first of these counts as first. */
function inOrder(
  v: Seen,
  by: string,
  entries: readonly string[],
): { groups: Int32Array; keys: readonly string[] } {
  const found = v.groups((kind) => (entries.includes(kind.feature) ? null : keyOf(kind, by)));
  const keys = found.keys.toSorted();
  const places = found.keys.map((key) => keys.indexOf(key));
  return { keys, groups: found.groups.map((group) => (group < 0 ? -1 : places[group]!)) };
}

function keyOf({ action, feature, values }: Kind, by: string): string | null {
  if (by === 'action') return action;
  return by === 'feature' ? feature : (values.get(by) ?? null);
}

/** By number: when people joined, where it was in the range. */
async function joiningOf(r: ReportReader, v: Seen, { start, end }: Range): Promise<Float64Array> {
  const { internalPeople, users } = v.scope;
  const rows = await r.rows<{ no: number; joined: Date }>(
    sql`select user_no as no, joined_at as joined from ${r.from.users} u
      where joined_at >= ${at(start)} and joined_at < ${at(end)} and (${internalPeople} or not internal)`,
  );
  const theirs = users && new Set(users.nos);
  const begins = new Float64Array(v.mask.length).fill(Number.NaN);
  for (const { no, joined } of rows) if (!theirs || theirs.has(no)) begins[no] = joined.getTime();
  return begins;
}

import { own } from '../catalogue/index.ts';
import { dayOf } from '../db/days.ts';
import type { Kind } from '../store/kinds.ts';
import { bucketsOf } from './buckets.ts';
import type { Span } from './local-time.ts';
import type { Reader } from './reader.ts';
import type { Seen } from './seen.ts';

/** What `day` is cut into in place of days, and what each is called. */
export interface Cuts {
  readonly buckets: readonly Span[];
  readonly names: readonly string[];
}

/** Activities by their key's parts as JSON, in the order of `by`: day, feature, action, user and breakdowns. */
export async function countGroups(
  r: Reader,
  v: Seen,
  span: Span,
  zone: string,
  by: readonly string[],
  cuts?: Cuts,
): Promise<ReadonlyMap<string, number>> {
  const byUser = by.includes('user');
  const buckets = by.includes('day') ? (cuts?.buckets ?? bucketsOf(span, 'day', zone)) : [span];
  const names = cuts?.names ?? buckets.map((bucket) => dayOf(bucket.start, zone));
  const ofKind = by.filter((name) => name !== 'day' && name !== 'user');
  // Whether internal accounts count may differ by action.
  const staff = (kind: Kind) => v.scope.countsInternal(kind.action);
  const { groups, keys } = v.groups((kind) => {
    const parts = ofKind.map((name) => partOf(r, kind, name));
    return parts.includes(undefined) ? null : JSON.stringify([parts, staff(kind)]);
  });
  const [cells] = await v.walk([{ sink: 'cells', span, places: v.places, buckets, groups, byUser }]);
  const ids = byUser ? await idsOf(r, cells.users) : null;
  const told = keys.map((key) => JSON.parse(key) as [(string | undefined)[], boolean]);
  const lines = ofKind.length > 0 && !byUser;

  const counts = new Map<string, number>();
  for (let i = 0; i < cells.length; i++) {
    const [parts, countsStaff] = told[cells.groups[i]!]!;
    if (cells.internal[i] === 1 && !(lines ? countsStaff : v.scope.internalPeople)) continue;
    const key = by.map((name) => {
      if (name === 'day') return names[cells.buckets[i]!];
      return name === 'user' ? ids!.get(cells.users[i]!) : parts[ofKind.indexOf(name)];
    });
    const text = JSON.stringify(key);
    counts.set(text, (counts.get(text) ?? 0) + cells.counts[i]!);
  }
  return counts;
}

/** A kind's part of a group's key; undefined where it has none. */
export function partOf(r: Reader, kind: Kind, name: string): string | undefined {
  if (name === 'action') return kind.action;
  if (name === 'feature') return own(r.ctx.catalogue.actions, kind.action)?.feature;
  return kind.values.get(name);
}

async function idsOf(r: Reader, numbers: Int32Array): Promise<Map<number, string>> {
  const rows = await r.rows<{ no: number; id: string }>(
    `select user_no as no, id from ${r.s}.users where user_no = any($1::int[])`,
    [[...new Set(numbers)]],
  );
  return new Map(rows.map(({ no, id }) => [no, id]));
}

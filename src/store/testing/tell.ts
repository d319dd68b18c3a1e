import type { CatalogueInput } from '../../catalogue/index.ts';
import { type Database, snapshot } from '../../db/connect.ts';
import type { Stretch } from '../stretch.ts';
import { openView, type ViewAsked, type ViewContext } from '../view.ts';

/** All that a view tells of a stretch, as plain values. */
export interface AllTold {
  /** `user number · kind` → how many, of people and of internal accounts. */
  readonly byUser: Readonly<Record<string, number>>;
  /** By kind: of everybody, and of internal accounts. */
  readonly totals: Readonly<Record<string, readonly [all: number, internal: number]>>;
  /** Distinct people, internal accounts left out. */
  readonly people: number;
}

/** In a snapshot of its own. */
export const tell = (
  db: Database,
  catalogue: CatalogueInput,
  span: Stretch,
  asked: Omit<ViewAsked, 'spans'> = {},
  zone = 'UTC',
): Promise<AllTold> => snapshot(db, (client) => tellIn({ db, client, catalogue, zone }, span, asked));

export async function tellIn(
  ctx: ViewContext,
  span: Stretch,
  asked: Omit<ViewAsked, 'spans'> = {},
): Promise<AllTold> {
  const view = await openView(ctx, { spans: [span], ...asked });
  const names = [...new Set(view.kinds.map(nameOf))];
  const groups = new Int32Array(view.kindCount).fill(-1);
  for (const kind of view.kinds) groups[kind.no] = names.indexOf(nameOf(kind));
  const plain = { span, places: null };
  const buckets = [span];
  const [cells, totals, distinct] = await view.walk([
    { ...plain, sink: 'cells', buckets, groups, byUser: true },
    { ...plain, sink: 'totals', buckets, groups, size: names.length },
    { ...plain, sink: 'distinct', buckets, internal: null, passes: null },
  ]);
  const byUser: Record<string, number> = {};
  for (let i = 0; i < cells.length; i++) {
    const key = `${cells.users[i]} · ${names[cells.groups[i]!]}`;
    byUser[key] = (byUser[key] ?? 0) + cells.counts[i]!;
  }
  const sums = names.flatMap((name, i) =>
    totals.all[i]! > 0 ? [[name, [totals.all[i]!, totals.internal[i]!]] as const] : [],
  );
  return { byUser, totals: Object.fromEntries(sums), people: distinct.total };
}

const nameOf = (kind: { action: string; signal: string; values: ReadonlyMap<string, string> }): string =>
  [
    kind.action || kind.signal,
    ...[...kind.values].map(([breakdown, value]) => `${breakdown}=${value}`).sort(),
  ].join(' ');

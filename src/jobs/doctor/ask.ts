import type { CatalogueInput } from '../../catalogue/index.ts';
import { type Database, snapshot } from '../../db/connect.ts';
import { addDays, dayOf, startOfDay } from '../../db/days.ts';
import { storedTimezone } from '../../db/meta.ts';
import type { Stretch } from '../../store/stretch.ts';
import { openView, type View } from '../../store/view.ts';

/** What reports would be told of some time. */
export async function ask<T>(
  { db, catalogue }: { readonly db: Database; readonly catalogue: CatalogueInput },
  span: Stretch,
  work: (view: View) => Promise<T>,
): Promise<T> {
  const zone = await storedTimezone(db);
  return snapshot(db, async (client) =>
    work(await openView({ db, client, catalogue, zone }, { spans: [span] })),
  );
}

/** The last days and today, whole days of the stored zone: retention keeps no part of one. */
export async function lastDays(db: Database, days: number, now: number): Promise<Stretch> {
  const zone = await storedTimezone(db);
  const today = dayOf(now, zone);
  return { start: startOfDay(addDays(today, -days), zone), end: startOfDay(addDays(today, 1), zone) };
}

/** How often each action came, by bucket; those that didn't come are left out. */
export function actionTotals(
  ctx: { readonly db: Database; readonly catalogue: CatalogueInput },
  buckets: readonly Stretch[],
): Promise<Map<string, Float64Array>> {
  const span = { start: buckets[0]!.start, end: buckets.at(-1)!.end };
  return ask(ctx, span, async (view) => {
    const actions = [...new Set(view.kinds.flatMap(({ action }) => action || []))];
    const groups = new Int32Array(view.kindCount).fill(-1);
    for (const { no, action } of view.kinds) groups[no] = actions.indexOf(action);
    const size = actions.length;
    const [{ all }] = await view.walk([{ sink: 'totals', span, places: null, buckets, groups, size }]);
    const totals = actions.map(
      (action, a) => [action, Float64Array.from(buckets, (_, b) => all[b * size + a]!)] as const,
    );
    return new Map(totals.filter(([, counts]) => counts.some((n) => n > 0)));
  });
}

export const total = (counts: Iterable<number>): number => {
  let sum = 0;
  for (const n of counts) sum += n;
  return sum;
};

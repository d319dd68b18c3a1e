import type { CatalogueInput } from '../../src/catalogue/index.ts';
import { type Database, snapshot } from '../../src/db/connect.ts';
import { addDays, startOfDay } from '../../src/db/days.ts';
import { storedTimezone } from '../../src/db/meta.ts';
import { openView, type View } from '../../src/store/view.ts';

/** Everything that is told of some days of the stored zone, as lines: `2026-03-15 user-1 session_created: 2`. */
export interface Told {
  /** By day, user and kind; internal accounts and nobody too. */
  readonly users: string[];
  /** By day and kind: of all accounts, and of the internal ones among them. */
  readonly totals: string[];
}

/**
 * @param days first and last, as `2026-03-15`
 * @example expect(await told(t.db, catalogue, ['2026-01-01', '2026-03-31'])).toEqual(before)
 */
export async function told(
  db: Database,
  catalogue: CatalogueInput,
  [first, last]: readonly [string, string],
): Promise<Told> {
  const zone = await storedTimezone(db);
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  const buckets = days.map((day) => ({
    start: startOfDay(day, zone),
    end: startOfDay(addDays(day, 1), zone),
  }));
  const span = { start: buckets[0]!.start, end: buckets.at(-1)!.end };
  return snapshot(db, async (client) => {
    const view = await openView({ db, client, catalogue, zone }, { spans: [span] });
    const [names, groups] = namesOf(view);
    const [cells, totals] = await view.walk([
      { sink: 'cells', span, places: null, buckets, groups, byUser: true },
      { sink: 'totals', span, places: null, buckets, groups, size: names.length },
    ]);
    const ids = await client.query<{ no: number; id: string }>(`select user_no as no, id from ${db.s}.users`);
    const idOf = new Map(ids.rows.map(({ no, id }) => [no, id]));
    return {
      users: Array.from({ length: cells.length }, (_, i) => {
        const who = idOf.get(cells.users[i]!) ?? 'nobody';
        return `${days[cells.buckets[i]!]} ${who} ${names[cells.groups[i]!]}: ${cells.counts[i]}`;
      }).sort(),
      totals: days
        .flatMap((day, d) =>
          names.flatMap((name, g) => {
            const at = d * names.length + g;
            const all = totals.all[at]!;
            return all === 0 ? [] : [`${day} ${name}: ${all}, internal ${totals.internal[at]}`];
          }),
        )
        .sort(),
    };
  });
}

/** Kinds by what they are called, whatever their numbers. */
function namesOf(view: View): [string[], Int32Array] {
  const names: string[] = [];
  const groups = new Int32Array(view.kindCount).fill(-1);
  for (const { no, action, signal, values } of view.kinds) {
    const name = [action || signal, ...[...values].map(([detail, value]) => `${detail}=${value}`)].join(' ');
    if (!names.includes(name)) names.push(name);
    groups[no] = names.indexOf(name);
  }
  return [names, groups];
}

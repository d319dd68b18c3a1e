import type { Catalogue } from '../../src/catalogue/index.ts';
import { type Database, snapshot } from '../../src/db/connect.ts';
import { openView } from '../../src/store/view.ts';

/** What the chronicle tells of one user on one day (UTC) and of one kind. */
export interface Counted {
  readonly user: string;
  readonly day: string;
  /** An action, or a signal. */
  readonly what: string;
  readonly values: Readonly<Record<string, string>>;
  readonly n: number;
}

const DAY = 86_400_000;

/** Everything that reports are made of, in one order: blocks, what is kept, and the tail. */
export function everything(db: Database, catalogue: Catalogue): Promise<Counted[]> {
  return snapshot(db, async (client) => {
    const ask = async <T>(text: string) => (await client.query(text)).rows as T[];
    const [{ first, last }] = (await ask<{ first: Date | null; last: Date | null }>(
      `select min(at) as first, max(at) as last from (
         select created_at as at from ${db.s}.user_activity_logs union all select hour from ${db.s}.user_signals
         union all select start_at from ${db.s}.chronicle_kept union all select end_at from ${db.s}.chronicle_kept) x`,
    )) as [{ first: Date | null; last: Date | null }];
    if (!first || !last) return [];
    const start = Math.floor(first.getTime() / DAY) * DAY;
    const end = Math.floor(last.getTime() / DAY) * DAY + DAY;
    const view = await openView({ db, client, catalogue, zone: 'UTC' }, { spans: [{ start, end }] });
    const buckets = Array.from({ length: (end - start) / DAY }, (_, i) => ({
      start: start + i * DAY,
      end: start + (i + 1) * DAY,
    }));
    const groups = Int32Array.from({ length: view.kindCount }, (_, no) => no);
    const [cells] = await view.walk([
      { sink: 'cells', span: { start, end }, places: null, buckets, groups, byUser: true },
    ]);
    const ids = new Map(
      (await ask<{ no: number; id: string }>(`select user_no as no, id from ${db.s}.users`)).map(
        ({ no, id }) => [no, id],
      ),
    );
    const kinds = new Map(view.kinds.map((kind) => [kind.no, kind]));
    return Array.from({ length: cells.length }, (_, i): Counted => {
      const kind = kinds.get(cells.groups[i]!)!;
      return {
        user: ids.get(cells.users[i]!)!,
        day: new Date(buckets[cells.buckets[i]!]!.start).toISOString().slice(0, 10),
        what: kind.action || kind.signal,
        values: Object.fromEntries(kind.values),
        n: cells.counts[i]!,
      };
    }).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  });
}

import type { Database } from '../db/connect.ts';
import { DAY, HOUR } from '../db/milliseconds.ts';

/** Days before the last one, and what was noted on them. */
const NOTES: readonly (readonly [ago: number, text: string])[] = [
  [8, 'Newsletter: the new caption themes'],
  [21, 'Credit packs got a new price'],
  [47, 'Maintenance: uploads were closed for two hours'],
];

/** A release of it, at half past nine. */
const RELEASE = { ago: 40, version: '2.4.0', after: 9.5 * HOUR };

/** What the sample platform's operators noted on its days; `start` and `today` in milliseconds since 1970. */
export async function writeNotes({ orm, tables }: Database, start: number, today: number): Promise<void> {
  const rows = NOTES.map(([ago, text]) => ({ at: today - ago * DAY, text }))
    .filter(({ at }) => at >= start)
    .map(({ at, text }) => {
      const written = new Date(at + DAY / 2);
      const day = new Date(at).toISOString().slice(0, 10);
      return {
        day,
        at: null,
        text,
        author: 'operator:sample',
        authorEmail: 'operator@example.com',
        createdAt: written,
        updatedAt: written,
      };
    });
  const released = today - RELEASE.ago * DAY + RELEASE.after;
  const { version } = RELEASE;
  const at = new Date(released);
  const release = { day: null, at, text: version, version, author: 'host', createdAt: at, updatedAt: at };
  const all = released >= start ? [...rows, release] : rows;
  if (all.length > 0) await orm.insert(tables.annotations).values(all);
}

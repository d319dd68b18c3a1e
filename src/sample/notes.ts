import type { Database } from '../db/connect.ts';
import { DAY } from '../db/milliseconds.ts';
import { NEW_PRICE, releases } from './story.ts';

/** Days before the last one, and what was noted on them. */
const NOTES: readonly (readonly [ago: number, text: string])[] = [
  [NEW_PRICE, 'Credit packs got a new price'],
  [34, 'Newsletter: the new caption themes'],
  [47, 'Maintenance: uploads were closed for two hours'],
];

/** What the sample platform's operators noted on its days, and its releases; `start` and `today` in milliseconds since 1970. */
export async function writeNotes({ orm, tables }: Database, start: number, today: number): Promise<void> {
  const noted = NOTES.map(([ago, text]) => {
    const at = today - ago * DAY;
    const day = new Date(at).toISOString().slice(0, 10);
    return { day, at: null, text, version: null, ...by('operator:sample', at + DAY / 2) };
  });
  const released = releases(today).map(({ at, version }) => ({
    day: null,
    at: new Date(at),
    text: version,
    version,
    ...by('host', at),
  }));
  const rows = [...noted, ...released].filter(({ createdAt }) => createdAt.getTime() >= start);
  if (rows.length > 0) await orm.insert(tables.annotations).values(rows);
}

/** Who wrote it, and when. */
const by = (author: string, at: number) => ({
  author,
  authorEmail: author === 'host' ? null : 'operator@example.com',
  createdAt: new Date(at),
  updatedAt: new Date(at),
});

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Catalogue, type CatalogueInput, defaultCatalogue } from '../../src/catalogue/index.ts';
import { type ImportOptions, importFile, openInput, parseMapping } from '../../src/import/index.ts';
import { bytesOf } from '../../src/import/input/open.ts';
import { everything } from '../support/everything.ts';
import type { TestDatabase } from '../support/index.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** A mapping of `examples/`. */
export const example = (path: string) =>
  parseMapping(JSON.parse(readFileSync(new URL(path, EXAMPLES), 'utf8')));

export const exampleFile = (path: string) => new URL(path, EXAMPLES).pathname;

/** A folder that goes with `remove`. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'joip-import-'));
  return {
    file: (name: string) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

export const inputOf = (content: string | Buffer | Buffer[]) =>
  bytesOf(Readable.from(Array.isArray(content) ? content : [Buffer.from(content)]), null, 'the input');

/** Imports a file (or an opened input) into a test database. */
export async function importInto(
  t: TestDatabase,
  from: string | ImportOptions['input'],
  o: Partial<ImportOptions> & Pick<ImportOptions, 'mapping' | 'refusedPath'>,
) {
  const catalogue: CatalogueInput = o.catalogue ?? defaultCatalogue;
  const input = typeof from === 'string' ? openInput(from) : from;
  return importFile({ db: t.db, ingest: t.ingest, ...o, catalogue, input });
}

/** Log rows and counters of a test database, as values to compare. */
export async function contentOf(t: TestDatabase, c: Catalogue) {
  const query = async <T>(sql: string) => (await t.db.pool.query(sql)).rows as T[];
  const columns = Object.keys(c.counters).map((name) => name.replace(/[A-Z]/g, (x) => `_${x.toLowerCase()}`));
  return {
    log: await query(
      `select user_id, created_at, event_id, action, feature, details, session_id from ${t.db.s}.user_activity_logs
       order by user_id, created_at, event_id`,
    ),
    counters: await query(
      `select user_id, first_activity_at, last_activity_at, ${columns.join(', ')} from ${t.db.s}.user_usage_stats
       order by user_id`,
    ),
    told: await everything(t.db, c),
  };
}

/** The real log, which is no part of the project: its tests are skipped, and say so, where it is missing. */
export const REAL_LOG = join(
  process.env.REAL_DATA_DIR ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)),
  'repo-activity.csv.gz',
);

/** Whether `what` has to be skipped for want of the real log; tells of it. */
export function withoutRealLog(what: string): boolean {
  const missing = !existsSync(REAL_LOG);
  if (missing)
    console.log(`SKIPPED: ${what}, because ${REAL_LOG} doesn't exist; set REAL_DATA_DIR to its folder`);
  return missing;
}

/** Data rows of a log without quotes, cut by hand: what the importer's numbers are held against. */
export function countByHand(path: string) {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.replace('\r', ''))
    .filter((line) => line !== '')
    .map((line) => {
      const [at, actor, event, change, type, topic] = line.split(',') as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      return { at, actor, event, change, type, topic };
    });
}

/** How often each value occurs, without the empty one, most frequent first; ties by value. */
export function tallyOf(values: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

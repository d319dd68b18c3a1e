import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { codeOf, failureOf } from '../db/failures.ts';
import { appliedMigrations, knownMigrations } from '../db/migrate.ts';
import { DatabaseRefusal } from '../db/refusal.ts';
import { within } from '../db/within.ts';
import { createWriteProbe } from '../ingest/probe.ts';
import type { Queue } from '../ingest/queue.ts';
import type { Log } from '../log/log.ts';

export type Obstacles = Record<string, string>;

interface Sources {
  readonly db: Database;
  readonly catalogue: CatalogueInput;
  readonly queue: Pick<Queue, 'state'>;
  readonly log: Log;
  readonly now: () => number;
}

/** Milliseconds to the answer, whatever the database does: load balancers ask every few seconds. */
const WITHIN = 1_700;
/** How long a batch that wasn't taken speaks against us, where the probe finds nothing. */
const FRESH = 10_000;
const SILENT = "doesn't answer in time";

/** Whether a write could be taken now. Several who ask at once share one look, and never wait for longer than it may take. */
export function createReadiness({ db, catalogue, queue, log, now }: Sources): () => Promise<Obstacles> {
  const probe = createWriteProbe(db, catalogue, now, WITHIN);
  let looking: Promise<Obstacles> | undefined;

  async function look(): Promise<Obstacles> {
    const found: Obstacles = {};
    let broken: Error | undefined;
    try {
      const client = await db.pool.connect();
      try {
        const done = await appliedMigrations(db, client);
        const missing = knownMigrations().filter((tag) => !done.includes(tag));
        if (missing.length > 0)
          found.migrations = `lack ${missing.join(', ')}; run \`joip-analytics migrate\``;
        await probe(client);
      } catch (error) {
        broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    } catch (error) {
      const why = obstacleOf(error);
      if (!why) return found;
      log.warn({ err: error }, `not ready: the database ${why}`);
      found.database = why;
    }
    return found;
  }

  return async () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    const found: Obstacles = await within(WITHIN, looking, () => ({ database: SILENT }));
    const { full, failing } = queue.state();
    if (!found.database && failing && failing.ago < FRESH) {
      const why = obstacleOf(failing.error);
      if (why) found.database = why;
    }
    return full ? { queue: 'is full: more activity comes than the database takes', ...found } : found;
  };
}

/** In words that anybody may read: names of hosts, databases and users stay in the log. */
export function obstacleOf(error: unknown): string | undefined {
  if (error instanceof DatabaseRefusal)
    return `is refused (${error.code}): ${error.cause ? error.remedy : error.message}`;
  const { kind } = failureOf(error);
  const code = codeOf(error);
  if (kind === 'conflict') return undefined;
  if (kind === 'away')
    return WORDS[code] ?? (code === '' || code === 'ETIMEDOUT' ? SILENT : `doesn't answer (${code})`);
  return kind === 'fault'
    ? "can't be asked, by a fault of this program; see the log"
    : `refuses a write (${code}); see the log`;
}

const WORDS: Readonly<Record<string, string>> = {
  '25006': 'is read-only (25006)',
  '53100': 'has no room left on its disk (53100)',
  '53300': 'has no connection left for us (53300)',
  '57P03': 'is starting or stopping (57P03)',
};

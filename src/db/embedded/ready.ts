import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** How long a server may stay silent, in milliseconds. One that says it is recovering may take longer. */
const patience = 60_000;

/** What became of a start: `gone` is a server that ended by itself. */
type Readiness = 'ready' | 'gone' | 'silent';

/**
 * Asks every 20 ms until the server answers a query, has gone, or has been silent for a minute.
 *
 * @throws when the server refuses our password
 */
export async function waitUntilReady(
  url: string,
  isGone: () => boolean,
  log: (line: string) => void,
): Promise<Readiness> {
  let deadline = performance.now() + patience;
  let nextNote = performance.now() + 5_000;
  while (!isGone()) {
    const answer = await ask(url);
    if (answer === 'ready') return 'ready';
    // After a crash it replays its log first; giving up on it then would mean to start over for ever.
    if (answer === 'recovering') deadline = performance.now() + patience;
    if (performance.now() > deadline) return 'silent';
    if (performance.now() > nextNote) {
      log(answer === 'recovering' ? 'PostgreSQL is recovering from a crash' : 'waiting for PostgreSQL');
      nextNote += 10_000;
    }
    await sleep(20);
  }
  return 'gone';
}

async function ask(url: string): Promise<'ready' | 'recovering' | 'silent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return 'ready';
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === '28P01')
      throw new Error('PostgreSQL refuses the password that is kept beside its data.', { cause: error });
    return code === '57P03' ? 'recovering' : 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}

import pg from 'pg';
import type { Installation } from '../app/installation.ts';
import { openInstallation } from '../app/open-installation.ts';
import { type Catalogue, defaultCatalogue } from '../catalogue/index.ts';
import type { Config } from '../config/index.ts';
import type { EmbeddedServer } from '../db/embedded/index.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import type { SampleView } from '../http/services.ts';
import { fillSample, sampleState } from '../sample/index.ts';
import { buildBlocks } from '../store/build.ts';
import { SAMPLE_DATABASE } from './embedded.ts';

const NEXT = `${SAMPLE_DATABASE}_next`;
const LEFT = 'sample_left';
/** Share of the work that writes rows; the rest prepares reports. */
const FILLING = 0.9;

export interface SamplePlatform extends SampleView {
  close(): Promise<void>;
}

export interface SampleSetting {
  readonly embedded: EmbeddedServer;
  readonly config: Config;
  readonly real: Installation<Catalogue>;
  /** Smaller than the usual 2,000 users over 180 days. */
  readonly size?: { readonly users: number; readonly days: number };
  readonly onProgress: (share: number) => void;
  readonly onError: (error: unknown) => void;
}

/** Whether the real platform is still empty, and nobody has asked to see it rather than the sample. */
export async function wantsSample(config: Config, real: Installation<Catalogue>): Promise<boolean> {
  if (!config.sample || config.databaseUrl) return false;
  if (config.catalogue.fingerprint !== defaultCatalogue.fingerprint) return false;
  if ((await readMeta(real.db, LEFT)) === true) return false;
  const { rows } = await real.db.pool.query(`select 1 from ${real.db.s}.user_activity_logs limit 1`);
  return rows.length === 0;
}

/**
 * The sample platform, in a database of its own: filled at the first start, and made anew beside the old one
 * where its last day isn't today. Nothing of it ever touches the real database but the note that it was left.
 */
export async function openSamplePlatform(o: SampleSetting): Promise<SamplePlatform> {
  const stop = new AbortController();
  const today = new Date().toISOString().slice(0, 10);
  let current = await openComplete(o, SAMPLE_DATABASE);
  let renewal = Promise.resolve();
  if (!current) {
    await make(o, SAMPLE_DATABASE, stop.signal, o.onProgress);
    current = (await openComplete(o, SAMPLE_DATABASE))!;
  } else if ((await sampleState(current.db))?.date !== today) {
    renewal = renew().catch((error) => {
      if (!stop.signal.aborted) o.onError(error);
    });
  }
  let shown: Installation<Catalogue> | null = current;
  const view = (analytics: Installation<Catalogue>) => ({ ...analytics.view, sample: true });

  async function renew(): Promise<void> {
    await make(o, NEXT, stop.signal, () => {});
    const old = current!;
    await onServer(o.embedded, (client) => rename(client));
    await old.close();
    current = (await openComplete(o, SAMPLE_DATABASE))!;
    if (shown) shown = current;
  }

  return {
    view: () => (shown ? view(shown) : null),
    async leave() {
      await writeMeta(o.real.db, LEFT, true);
      shown = null;
      stop.abort();
    },
    left: () => shown === null,
    async back() {
      await writeMeta(o.real.db, LEFT, false);
      shown = current;
    },
    async close() {
      stop.abort();
      await renewal;
      await current?.close();
    },
  };
}

/** The sample in this database where there is a whole one. */
async function openComplete(o: SampleSetting, name: string): Promise<Installation<Catalogue> | null> {
  await o.embedded.createDatabase(name);
  const analytics = await openInstallation(optionsFor(o, name));
  const zoneFits = analytics.view.zone === o.real.view.zone;
  if (zoneFits && (await sampleState(analytics.db))?.complete) return analytics;
  await analytics.close();
  return null;
}

const optionsFor = ({ embedded, config }: SampleSetting, name: string) => ({
  databaseUrl: embedded.url(name),
  schema: config.schema,
  catalogue: config.catalogue,
  currency: config.currency,
  poolSize: 4,
});

/** Fills a database from nothing, in place of whatever an interrupted start left there. */
async function make(
  o: SampleSetting,
  name: string,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<void> {
  await onServer(o.embedded, (client) => client.query(`drop database if exists ${name} with (force)`));
  await o.embedded.createDatabase(name);
  const timezone = o.real.view.zone;
  const analytics = await openInstallation({ ...optionsFor(o, name), timezone });
  try {
    await fillSample({
      ...o.size,
      db: analytics.db,
      ingest: analytics.ingest,
      now: Date.now(),
      signal,
      onProgress: ({ day, days }) => onProgress((FILLING * day) / days),
    });
    await buildBlocks(analytics.db, analytics.catalogue, {
      now: Date.now(),
      force: true,
      signal,
      onProgress: (done, total) => onProgress(FILLING + ((1 - FILLING) * done) / total),
    });
  } finally {
    await analytics.close();
  }
}

async function rename(client: pg.Client): Promise<void> {
  await client.query(`drop database ${SAMPLE_DATABASE} with (force)`);
  await client.query(`alter database ${NEXT} rename to ${SAMPLE_DATABASE}`);
}

async function onServer<T>(embedded: EmbeddedServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: embedded.url() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

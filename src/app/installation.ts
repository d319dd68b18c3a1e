import type { Auth } from '../auth/index.ts';
import type { Catalogue, DefaultCatalogue } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import type { ServerState } from '../db/embedded/index.ts';
import type { PlatformView, SampleView } from '../http/services.ts';
import type { ContextStore } from '../ingest/context.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Tombstones } from '../ingest/tombstones.ts';
import type { RetentionRunner } from '../jobs/retention-runner.ts';
import type { Spool } from '../spool/index.ts';
import type { Analytics } from './interface.ts';
import type { AnalyticsOptions } from './options.ts';

/** A host's options and what the command line adds to them; which catalogue it is matters to a host's compiler alone. */
export interface InstallationOptions<C extends Catalogue = DefaultCatalogue>
  extends Omit<AnalyticsOptions<C>, 'beaconActions'> {
  beaconActions?: readonly string[] | undefined;
  /** A sample platform that reports show in place of this one. */
  sample?: SampleView | undefined;
  /** How the embedded server fares; absent where PostgreSQL isn't ours. */
  serverState?: (() => ServerState) | undefined;
  /** The spool of `spool`, opened before the database could be. */
  kept?: Spool | undefined;
  /** Where requests are carried; default one of its own. */
  context?: ContextStore | undefined;
}

/** A host's view of it, and what the command line and tests work with beside that. */
export interface Installation<C extends Catalogue = DefaultCatalogue> extends Analytics<C> {
  readonly db: Database;
  readonly ingest: Ingest;
  readonly auth: Auth;
  /** What reports read from. */
  readonly view: PlatformView;
  /** Who was erased. */
  readonly tombstones: Tombstones;
  /** Removes what is older than the periods that operators have set. */
  readonly retention: RetentionRunner;
}

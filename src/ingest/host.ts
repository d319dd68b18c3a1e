/**
 * What a host hands over. Apart from the code that works with it, so that a host's compiler isn't shown our
 * database and its libraries.
 */

/**
 * A host's open transaction: anything with `query(text, values)` on one connection, such as a `pg` client. For
 * other drivers `joip-analytics/tx/…` makes one.
 */
export interface HostTransaction {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount?: number | null }>;
  /**
   * Runs work under a savepoint, and goes back to it where the work rejects. Only for a driver that has to be
   * told of savepoints; where it is left out, they are set by `query`.
   */
  savepoint?<T>(work: (inner: Pick<HostTransaction, 'query'>) => Promise<T>): Promise<T>;
}

/** Bounds of what waits to be written. */
export interface QueueLimits {
  /** Activities waiting or being written, at most. Default 20,000. */
  maxActivities?: number | undefined;
  /** Their bytes, at most. Default 16 MiB. */
  maxBytes?: number | undefined;
  /** Activities in one write, at most. Default 3,000. */
  maxBatch?: number | undefined;
  /** Writes under way at once. Default 3. */
  lanes?: number | undefined;
  /** How long an activity waits for its outcome at most, in ms. Default 2,000. */
  timeout?: number | undefined;
}

/** Where activity waits while the database is away. */
export interface SpoolPlace {
  /** A folder on a disk of this machine, for this installation alone; made where it is missing. Several processes may share it. */
  folder: string;
  /** Bytes that this process keeps there at most. Default 1 GiB. */
  maxBytes?: number | undefined;
}

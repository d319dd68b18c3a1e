/** What an option says of the way to the server; `auto` finds out at each connection. */
export type Pooler = 'auto' | 'transaction' | 'none';

/** How a connection is used, by what is at its other end. */
export interface PoolerProfile {
  /** For how long a setting holds. */
  readonly pins: 'session' | 'transaction';
  /** Whether a prepared statement is there at the next call. */
  readonly named: boolean;
}

/** A row for each. */
export const profiles: Readonly<Record<'direct' | 'pooled', PoolerProfile>> = {
  /** One server process from connecting to closing, ours alone. */
  direct: { pins: 'session', named: true },
  /**
   * A pooler lends a process for one transaction (PgBouncer's `pool_mode=transaction`, pgcat, Supavisor, RDS
   * Proxy): what we set or prepare stays behind for somebody else, and the next call meets what they left.
   */
  pooled: { pins: 'transaction', named: false },
};

/**
 * A pooler makes up the process id that it greets with. One that hands a process out for a whole session is
 * taken for the other kind too, which costs a little and harms nothing.
 */
export function profileOf(pooler: Pooler, greeted: number | null, answering: number): PoolerProfile {
  const lent = pooler === 'auto' ? greeted !== answering : pooler === 'transaction';
  return lent ? profiles.pooled : profiles.direct;
}

/** What a platform's own table of counters says of one user. */
export interface CountedElsewhere {
  readonly userId: string;
  /** By counter of the catalogue, those that the table has. */
  readonly counters: Readonly<Record<string, number>>;
  /** ISO 8601. */
  readonly firstActivityAt: string | null;
  readonly lastActivityAt: string | null;
}

/** What one user's counters have beyond the log, by counter, without those that are 0. */
export type Balance = Pick<CountedElsewhere, 'userId' | 'counters'>;

export interface Balances {
  /** As they are now, of users that aren't erased and have any. */
  readonly balances: readonly Balance[];
  /** Users whose counters moved. */
  readonly changed: number;
  readonly erased: number;
}

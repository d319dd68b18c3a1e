import type { Spool, SpoolState } from '../../spool/index.ts';
import { createDrainer, type DrainerOptions } from './drainer.ts';
import { tellRecord, userOf } from './record.ts';

export { SPOOL_FORMAT } from './record.ts';

/** What waits, and what became of what was drained since the start. */
export interface SpooledState extends SpoolState {
  readonly outcomes: Readonly<Record<'committed' | 'duplicate' | 'dead_letter' | 'erased', number>>;
  /** Why the database didn't take it at the last try; undefined where it did. */
  readonly refusal: unknown;
}

/** What waits in the spool for the database: brought there by itself, and held to what holds for a user's data. */
export function createSpooled(spool: Spool, o: DrainerOptions) {
  const drainer = createDrainer(spool, o);
  const { wake, start, settle } = drainer;
  // Of the time before the database was reached.
  if (!spool.isEmpty()) wake();
  return {
    wake,
    start,
    settle,

    /** What waits of a user's, whichever process has it, as JSON texts. */
    async *of(userId: string): AsyncGenerator<string[]> {
      for await (const { records } of spool.survey())
        yield records.filter((each) => userOf(each) === userId).map(tellRecord);
    },

    /** Removes what waits of a user's, whichever process has it. @returns how many activities and letters */
    erase: (userId: string): Promise<number> =>
      spool.rewrite((record) => (userOf(record) === userId ? null : record)),

    state(): SpooledState {
      const { outcomes, failing } = drainer.state();
      return { ...spool.state(), outcomes, refusal: failing };
    },

    async close(): Promise<void> {
      drainer.stop();
      await spool.close();
    },
  };
}

export type Spooled = ReturnType<typeof createSpooled>;

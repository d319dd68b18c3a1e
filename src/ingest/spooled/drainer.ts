import type { Outcome } from '../../contract/index.ts';
import { SECOND } from '../../db/milliseconds.ts';
import type { Spool } from '../../spool/index.ts';
import type { SpoolWriter } from './drain.ts';

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5 * SECOND;
/** How often is looked for what dead processes left. */
const LOOK = 15 * SECOND;

export interface DrainerOptions {
  readonly write: SpoolWriter;
  /** The database took some. */
  readonly onWritten: () => void;
  /** Told of what was set aside or refused. */
  readonly onTrouble?: ((outcome: Outcome, cause?: unknown) => void) | undefined;
  /** Nothing waits any more: how many were drained since something did. */
  readonly onEmpty?: ((drained: number) => void) | undefined;
}

/** Brings what waits in the spool to the database, again and again until it takes it. */
export function createDrainer(spool: Spool, { write, onWritten, onTrouble, onEmpty }: DrainerOptions) {
  const stopping = new AbortController();
  const outcomes = { committed: 0, duplicate: 0, dead_letter: 0, erased: 0 };
  let timer: NodeJS.Timeout | undefined;
  /** Records that wait are tried, or will be. */
  let awake = false;
  let looking = false;
  let pause = FIRST_PAUSE;
  let drained = 0;
  let failing: unknown;

  function count(told: Outcome): void {
    if (told.outcome === 'committed' || told.outcome === 'duplicate' || told.outcome === 'erased')
      outcomes[told.outcome]++;
    else {
      outcomes.dead_letter++;
      onTrouble?.(told);
    }
  }

  async function take(records: readonly string[]): Promise<void> {
    const told = await write(records);
    drained += told.length;
    told.forEach(count);
    onWritten();
  }

  const drain = (everybody: boolean) => spool.drain(take, { everybody, signal: stopping.signal });

  async function turn(): Promise<void> {
    awake = true;
    try {
      await drain(false);
      failing = undefined;
      pause = FIRST_PAUSE;
    } catch (error) {
      failing = error;
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    if (!spool.isEmpty()) return plan(pause);
    awake = false;
    if (drained > 0) onEmpty?.(drained);
    drained = 0;
    if (looking) plan(LOOK);
  }

  function plan(delay: number): void {
    clearTimeout(timer);
    if (!stopping.signal.aborted) timer = setTimeout(turn, delay).unref();
  }

  return {
    /** Something was spooled. */
    wake(): void {
      if (awake) return;
      awake = true;
      plan(FIRST_PAUSE);
    },
    /** Also looks, from now on, for what dead processes left. */
    start(): void {
      looking = true;
      if (!awake) plan(0);
    },
    /** Drains at once, also what other processes have spooled. @throws where the database doesn't take it */
    settle: (): Promise<number> => drain(true),
    stop(): void {
      stopping.abort();
      clearTimeout(timer);
    },
    /** What became of what was drained since the start, and why the last try failed. */
    state: () => ({ outcomes: { ...outcomes }, failing }),
  };
}

export type Drainer = ReturnType<typeof createDrainer>;

import type { CatalogueInput } from '../catalogue/index.ts';
import type { ActivityInput, Outcome, TrackOutcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import type { Spool } from '../spool/index.ts';
import type { Accepted, Activity } from './activity.ts';
import { type ContextStore, createContext } from './context.ts';
import { newAttempt, writeDeadLetters } from './dead-letters.ts';
import type { PrivacyPolicy } from './enrich.ts';
import type { QueueLimits } from './host.ts';
import { createIntake } from './intake.ts';
import { demandWritten } from './must-commit.ts';
import { createFolder, hasPending } from './pending.ts';
import { createPersons } from './persons.ts';
import { createQueue, type QueueContext } from './queue.ts';
import { readOptions } from './read-options.ts';
import { createReplay, type StoredLetter } from './replay.ts';
import { createSignals } from './signals.ts';
import { createSpoolWriter } from './spooled/drain.ts';
import { createSpooled } from './spooled/index.ts';
import { createUserSync } from './sync-users.ts';
import type { Tombstones } from './tombstones.ts';
import { TIMEOUT } from './waiting.ts';
import { createWriter } from './write.ts';
import { createWriteInTransaction, type Written } from './write-in-transaction.ts';

export type { ContextStore, RequestContext } from './context.ts';
export type { PrivacyPolicy } from './enrich.ts';
export type { HostTransaction, QueueLimits, SpoolPlace } from './host.ts';

export interface IngestOptions {
  catalogue: CatalogueInput;
  privacy?: PrivacyPolicy;
  now?: () => number;
  queue?: QueueLimits;
  /** Who was erased: nothing of theirs is kept. Without them everybody is taken. */
  tombstones?: Tombstones | undefined;
  /** Told of every outcome but the good ones, and of what caused it. */
  onTrouble?: QueueContext['onTrouble'];
  /** Where requests are carried; default one of its own. */
  context?: ContextStore | undefined;
  /** Where activity waits that the database doesn't take in time. Closed with this. */
  spool?: Spool | undefined;
  /** What waited in the spool is in the database: how many. */
  onDrained?: ((activities: number) => void) | undefined;
}

export interface Tracked<O extends TrackOutcome = TrackOutcome> {
  outcome: O;
  /** The activity came without an id, so a retry of the call may count it twice. */
  generatedId: boolean;
}

/** What of a sender's time a host's look-up of its user may take; the database has the rest. */
const FOR_LOOK_UP = 1 / 2;

/** The only code that writes activity and counters. */
export function createIngest(db: Database, o: IngestOptions) {
  const now = o.now ?? Date.now;
  const context = o.context ?? createContext();
  const intake = createIntake({ catalogue: o.catalogue, privacy: o.privacy, now, context });
  const { tombstones, spool } = o;
  const writer = createWriter(db, { catalogue: o.catalogue, now, tombstones });
  const letters = { tombstones, persons: createPersons(o.catalogue) };
  const { onTrouble } = o;
  const onSpooled = (): void => spooled?.wake();
  const queue = createQueue(db, writer, o.queue, { letters, onTrouble, spool, onSpooled });
  const spooled =
    spool &&
    createSpooled(spool, {
      write: createSpoolWriter(db, writer, { catalogue: o.catalogue, now, letters }),
      onWritten: queue.reached,
      onTrouble,
      onEmpty: o.onDrained,
    });
  const writeInTransaction = createWriteInTransaction(db, letters);
  const signals = createSignals(db, o.catalogue, now, tombstones);
  const fold = createFolder(db, writer, o.catalogue, tombstones);
  const syncUsers = createUserSync(db, o.tombstones);

  /**
   * Records one activity.
   *
   * @param given the caller's options: `{ tx }`, their open transaction; `{ mustCommit }`
   * @param source where it came from, shown with dead letters
   * @throws NotCommittedError with `mustCommit`, where nothing was written; nothing otherwise
   */
  function track(input: ActivityInput, given?: undefined, source?: string): Promise<Tracked<Outcome>>;
  function track(input: ActivityInput, given: unknown, source?: string): Promise<Tracked>;
  async function track(input: ActivityInput, given?: unknown, source = 'sdk'): Promise<Tracked> {
    const options = readOptions(given);
    const shut = options.tx || 'why' in options ? undefined : queue.refusesAll();
    const { outcome, cause, generatedId } = shut
      ? { outcome: await shut, cause: undefined, generatedId: false }
      : await record(input, options, source);
    if (options.mustCommit) demandWritten([outcome], cause);
    return { outcome, generatedId };
  }

  async function record(input: ActivityInput, options: ReturnType<typeof readOptions>, source: string) {
    const unread = 'why' in options ? options.why : undefined;
    const since = performance.now();
    const lookedUp = intake.userLookedUp(input, (o.queue?.timeout ?? TIMEOUT) * FOR_LOOK_UP);
    if (lookedUp) await lookedUp;
    const item = unread === undefined ? intake.take(input, source) : intake.refused(unread, source, input);
    return {
      cause: undefined,
      ...(await become(item, options, since)),
      generatedId: item.ok && item.generatedId,
    };
  }

  async function become(
    item: Accepted,
    options: ReturnType<typeof readOptions>,
    since: number,
  ): Promise<Written> {
    const { tx } = options;
    if (tx) {
      const written = await writeInTransaction(tx, item);
      if ('reason' in written.outcome) o.onTrouble?.(written.outcome, written.cause);
      return written;
    }
    if (!('noTransaction' in options && options.noTransaction))
      return { outcome: await queue.push(item, since) };
    // Set aside by another way it would stay where the host rolls back.
    const told = { outcome: 'refused', reason: 'transaction', message: options.why } as const;
    o.onTrouble?.(told);
    return { outcome: told };
  }

  /**
   * Writes a batch of history past the queue: any age, one outcome for each input, in order.
   *
   * @param attempt the same where a batch is sent again, so that no dead letter is counted twice
   * @throws where the database can't be reached; nothing is claimed then, send the batch again.
   */
  async function writeHistory(
    inputs: readonly ActivityInput[],
    source: string,
    attempt = newAttempt(),
  ): Promise<Outcome[]> {
    const items = inputs.map((input) => intake.take(input, source, true));
    const setAside = await writeDeadLetters(
      db,
      items.flatMap((item) => (item.ok ? [] : [item.letter])),
      letters,
      attempt,
    );
    const activities: Activity[] = items.flatMap((item) => (item.ok ? [item.activity] : []));
    const written = await writer.write(activities, attempt);
    let next = 0;
    return items.map((item) => (item.ok ? written[next++]! : setAside.get(item.letter)!));
  }

  const replay = createReplay({ intake, queue });

  return {
    track,
    writeHistory,
    /** Tries one dead letter again, by the rules that hold now. What is done with takes its caller away. */
    replay: (letter: StoredLetter): Promise<Outcome> => replay(letter),
    /** Checks an activity as an import would, without writing anything. */
    check: (input: ActivityInput): Accepted => intake.take(input, 'check', true),
    context,
    signals,
    queue,
    /** What waits on the disk for the database; undefined where there is no spool. */
    spooled,
    /** Learns of a mapped platform's accounts; a report calls it first. */
    syncUsers,
    /** Applies what host transactions left pending; a report calls it first. */
    async foldPending(): Promise<void> {
      if (await hasPending(db)) await fold();
    },
    /** What was acknowledged is counted, as far as the database takes it; a user is told of or erased after that. */
    async settle(): Promise<void> {
      await spooled?.settle().catch(() => {});
      await fold();
    },
    async flush(): Promise<void> {
      await queue.flush();
      await signals.flush();
      await fold();
    },
    async close(within?: number): Promise<void> {
      await queue.close(within);
      await spooled?.close();
      await signals.flush().catch(() => {});
    },
  };
}

export type Ingest = ReturnType<typeof createIngest>;

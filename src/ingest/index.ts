import type { CatalogueInput } from '../catalogue/index.ts';
import type { ActivityInput, Outcome, TrackOutcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { createAccept } from './accept.ts';
import type { Accepted, Activity } from './activity.ts';
import { type ContextStore, createContext } from './context.ts';
import { newAttempt, writeDeadLetters } from './dead-letters.ts';
import { createEnrich, type PrivacyPolicy } from './enrich.ts';
import type { QueueLimits } from './host.ts';
import { payloadOf, wordsOf } from './letter-payload.ts';
import { demandWritten } from './must-commit.ts';
import { createFolder, hasPending } from './pending.ts';
import { createPersons } from './persons.ts';
import { createQueue, type QueueContext } from './queue.ts';
import { readOptions } from './read-options.ts';
import { createReplay, type Replayed, type StoredLetter } from './replay.ts';
import { createSignals } from './signals.ts';
import { createUserSync } from './sync-users.ts';
import type { Tombstones } from './tombstones.ts';
import { createWriter } from './write.ts';
import { createWriteInTransaction, type Written } from './write-in-transaction.ts';

export type { ContextStore, RequestContext } from './context.ts';
export type { PrivacyPolicy } from './enrich.ts';
export type { HostTransaction, QueueLimits } from './host.ts';

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
}

export interface Tracked<O extends TrackOutcome = TrackOutcome> {
  outcome: O;
  /** The activity came without an id, so a retry of the call may count it twice. */
  generatedId: boolean;
}

/** The only code that writes activity and counters. */
export function createIngest(db: Database, o: IngestOptions) {
  const now = o.now ?? Date.now;
  const accept = createAccept(o.catalogue);
  const enrich = createEnrich(o.privacy ?? { ip: 'truncate', userAgent: 'family' });
  const { tombstones } = o;
  const writer = createWriter(db, { catalogue: o.catalogue, now, tombstones });
  const letters = { tombstones, persons: createPersons(o.catalogue) };
  const queue = createQueue(db, writer, o.queue, { letters, onTrouble: o.onTrouble });
  const context = o.context ?? createContext();
  const writeInTransaction = createWriteInTransaction(db, letters);
  const signals = createSignals(db, o.catalogue, now, tombstones);
  const fold = createFolder(db, writer, o.catalogue, tombstones);
  const syncUsers = createUserSync(db, o.tombstones);

  /** A getter or toJSON of the host's may throw: that too is a refusal, not an exception. */
  function acceptSafely(input: ActivityInput, source: string, history = false): Accepted {
    try {
      const around = context.current();
      const whole =
        typeof input === 'object' && input !== null
          ? {
              ...input,
              ipAddress: input.ipAddress ?? around.ipAddress,
              userAgent: input.userAgent ?? around.userAgent,
              visitId: input.visitId ?? around.visitId,
            }
          : input;
      return accept(whole, { source, now: now(), history, ...enrich });
    } catch (error) {
      const message = `the activity can't be read: ${wordsOf(error)}`;
      return refused(message, source, {});
    }
  }

  const refused = (message: string, source: string, input: unknown): Accepted => ({
    ok: false,
    letter: { reason: 'invalid', message, source, userId: null, action: null, payload: payloadOf(input) },
  });

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
    const unread = 'why' in options ? options.why : undefined;
    const item = unread === undefined ? acceptSafely(input, source) : refused(unread, source, input);
    const { outcome, cause } = await become(item, options);
    if (options.mustCommit) demandWritten([outcome], cause);
    return { outcome, generatedId: item.ok && item.generatedId };
  }

  async function become(item: Accepted, options: ReturnType<typeof readOptions>): Promise<Written> {
    const { tx } = options;
    if (tx) {
      const written = await writeInTransaction(tx, item);
      if ('reason' in written.outcome) o.onTrouble?.(written.outcome, written.cause);
      return written;
    }
    if (!('noTransaction' in options && options.noTransaction)) return { outcome: await queue.push(item) };
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
    const items = inputs.map((input) => acceptSafely(input, source, true));
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

  const replay = createReplay({ accept, enrich, queue, now });

  return {
    track,
    writeHistory,
    /** Tries one dead letter again, by the rules that hold now; what becomes of the letter is the caller's. */
    replay: (letter: StoredLetter): Promise<Replayed> => replay(letter),
    /** Checks an activity as an import would, without writing anything. */
    check: (input: ActivityInput): Accepted => acceptSafely(input, 'check', true),
    context,
    signals,
    queue,
    /** Learns of a mapped platform's accounts; a report calls it first. */
    syncUsers,
    /** Applies what host transactions left pending; a report calls it first. */
    async foldPending(): Promise<void> {
      if (await hasPending(db)) await fold();
    },
    async flush(): Promise<void> {
      await queue.flush();
      await signals.flush();
      await fold();
    },
    async close(within?: number): Promise<void> {
      await queue.close(within);
      await signals.flush().catch(() => {});
    },
  };
}

export type Ingest = ReturnType<typeof createIngest>;

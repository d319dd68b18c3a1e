import type { LetterSelector, Outcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import type { Ingest } from './index.ts';
import type { StoredLetter } from './replay.ts';

/** Letters tried at once. */
const PAGE = 500;
/** Outcomes told one by one; the rest only in the counts. */
const TOLD = 1_000;

export interface LetterOutcome {
  readonly id: string;
  readonly outcome: Outcome['outcome'];
  readonly reason?: string;
  readonly message?: string;
}

export interface Replay {
  /** Letters tried. */
  replayed: number;
  /** Committed, known already, or of an erased user: the letter is gone. */
  removed: number;
  outcomes: Record<Outcome['outcome'], number>;
  /** Of the first 1,000. */
  results: LetterOutcome[];
}

export interface ReplayOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((replayed: number) => void) | undefined;
}

const DONE: readonly Outcome['outcome'][] = ['committed', 'duplicate', 'erased'];

/**
 * Tries letters again, by the rules and the catalogue that hold now. A letter goes only once its activity is
 * in the log; one that is refused again stays, with the reason of now and `times` grown by one. Killed half
 * way, it can be run again: what was committed is a duplicate then.
 *
 * @throws the signal's reason between two pages of 500; what was done stays done
 */
export async function replayLetters(
  db: Database,
  ingest: Pick<Ingest, 'replay'>,
  selector: LetterSelector,
  o: ReplayOptions = {},
): Promise<Replay> {
  const outcomes = { committed: 0, duplicate: 0, spooled: 0, erased: 0, dead_letter: 0, refused: 0 };
  const done: Replay = { replayed: 0, removed: 0, outcomes, results: [] };
  for (let after: string | null = null; ; ) {
    o.signal?.throwIfAborted();
    const page: StoredLetter[] = await readPage(db, selector, after);
    if (page.length === 0) return done;
    const results = await Promise.all(page.map((letter) => ingest.replay(letter)));
    const gone = page.filter((_, i) => DONE.includes(results[i]!.outcome)).map(({ id }) => id);
    if (gone.length > 0)
      await db.pool.query(`delete from ${db.s}.dead_letters where id = any($1::uuid[])`, [gone]);
    done.removed += gone.length;
    done.replayed += page.length;
    for (const [i, result] of results.entries()) {
      outcomes[result.outcome]++;
      if (done.results.length < TOLD) done.results.push(told(page[i]!.id, result));
    }
    o.onProgress?.(done.replayed);
    after = page.at(-1)!.id;
  }
}

/** @returns how many letters were deleted for good */
export async function discardLetters(db: Database, selector: LetterSelector): Promise<number> {
  const { condition, values } = conditionOf(selector);
  const { rowCount } = await db.pool.query(`delete from ${db.s}.dead_letters where ${condition}`, values);
  return rowCount ?? 0;
}

async function readPage(db: Database, selector: LetterSelector, after: string | null) {
  const { condition, values } = conditionOf(selector);
  const last = `$${values.length + 1}::uuid`;
  const { rows } = await db.pool.query<StoredLetter>(
    `select id, source, user_id as "userId", action, payload, first_at as "firstAt" from ${db.s}.dead_letters
     where ${condition} and (${last} is null or id > ${last}) order by id limit ${PAGE}`,
    [...values, after],
  );
  return rows;
}

function conditionOf(selector: LetterSelector): { condition: string; values: unknown[] } {
  if ('ids' in selector) return { condition: 'id = any($1::uuid[])', values: [selector.ids] };
  if ('reason' in selector) return { condition: 'reason = $1', values: [selector.reason] };
  return { condition: 'true', values: [] };
}

const told = (id: string, result: Outcome): LetterOutcome => ({
  id,
  outcome: result.outcome,
  ...('reason' in result ? { reason: result.reason, message: result.message } : {}),
});

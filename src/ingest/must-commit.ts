import type { TrackOutcome } from '../contract/index.ts';
import type { FactOutcome } from './check-fact.ts';

/**
 * What a call with `mustCommit` rejects with where nothing was written: it was refused, set aside as a dead
 * letter, or is of an erased user.
 */
export class NotCommittedError extends Error {
  override readonly name = 'NotCommittedError';
  readonly outcome: TrackOutcome | FactOutcome;
  /** That of the cause, so that who tries a transaction again after `40001` does so here too. */
  readonly code: string | undefined;

  constructor(outcome: TrackOutcome | FactOutcome, cause?: unknown) {
    super(
      'message' in outcome ? outcome.message : 'not written: the user was erased',
      cause === undefined ? {} : { cause },
    );
    this.outcome = outcome;
    const { code } = (cause ?? {}) as { code?: unknown };
    this.code = typeof code === 'string' ? code : undefined;
  }
}

const NOTHING: ReadonlySet<string> = new Set(['refused', 'dead_letter', 'erased']);

/** @throws NotCommittedError for the first that wasn't written */
export function demandWritten(outcomes: readonly (TrackOutcome | FactOutcome)[], cause?: unknown): void {
  const missing = outcomes.find(({ outcome }) => NOTHING.has(outcome));
  if (missing) throw new NotCommittedError(missing, cause);
}

import { failureOf } from '../db/failures.ts';

/** Why something wasn't written, though nothing is wrong with how it was sent. */
export interface NotWritten {
  readonly reason: 'database_unavailable' | 'database_refused' | 'internal_error';
  readonly message: string;
}

export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What the database said, where a query builder or mapper has wrapped it into words of its own. */
function innermost(error: unknown): unknown {
  let found = error;
  for (let depth = 0; depth < 5 && found instanceof Error && found.cause instanceof Error; depth++)
    found = found.cause;
  return found;
}

export const notInTransaction = (error: unknown): string =>
  `not written in the transaction: ${errorText(innermost(error))}`;

/** What nobody can know now: the same ids make sending again safe. */
export const UNKNOWN =
  "it isn't known whether this was written: send it again with the same ids, and it counts once";

/**
 * What the sender is told of a failure that isn't retried any more.
 *
 * @param open whether an earlier try may have been committed, though nobody saw its answer
 */
export function notWritten(error: unknown, open = false): NotWritten {
  const { kind, open: itself } = failureOf(error);
  const why = errorText(error);
  if (kind === 'fault')
    return {
      reason: 'internal_error',
      message: `not written, by a fault of this program (${why}): its log tells more; send it again, with the same ids, when that is mended`,
    };
  if (open || itself) return { reason: 'database_unavailable', message: `${UNKNOWN} (${why})` };
  if (kind === 'refused' || kind === 'value')
    return {
      reason: 'database_refused',
      message: `not written: the database refuses it (${why}); an operator has to mend that, \`joip-analytics doctor\` tells more; then send it again with the same ids`,
    };
  return { reason: 'database_unavailable', message: `not written: ${why}; send it again with the same ids` };
}

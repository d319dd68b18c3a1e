import type { ActivityInput, Outcome } from '../../contract/index.ts';
import type { Spool } from '../../spool/index.ts';
import { newAttempt } from '../dead-letters.ts';
import type { QueueLimits } from '../host.ts';
import type { Intake } from '../intake.ts';
import { UNKNOWN } from '../not-written.ts';
import type { readOptions } from '../read-options.ts';
import { createTelling, refusal, sizeOf, TIMEOUT } from '../waiting.ts';
import { createOverflow } from './overflow.ts';

interface AloneOptions {
  readonly intake: Intake;
  readonly limits: QueueLimits;
  readonly onTrouble: (outcome: Outcome, cause?: unknown) => void;
  /** Why there is no database. */
  readonly cause: () => unknown;
}

/** Takes activity while no database was reached yet: it is judged as ever, and spooled. Never rejects. */
export function createSpoolOnly(spool: Spool, { intake, limits, onTrouble, cause }: AloneOptions) {
  const telling = createTelling(onTrouble);
  const overflow = createOverflow(spool, { telling, limits });
  const timeout = limits.timeout ?? TIMEOUT;
  const otherwise = () =>
    refusal('database_unavailable', "not written: the database hasn't been reached yet; send it again");

  return async (input: ActivityInput, options: ReturnType<typeof readOptions>): Promise<Outcome> => {
    await intake.userLookedUp(input, timeout);
    const item = 'why' in options ? intake.refused(options.why, 'sdk', input) : intake.take(input, 'sdk');
    let timer: NodeJS.Timeout | undefined;
    const told = new Promise<Outcome>((resolve) => {
      const deadline = performance.now() + timeout;
      const each = { item, bytes: sizeOf(item), deadline, resolve, handed: false, told: false };
      timer = setTimeout(() => telling.tell(each, refusal('database_unavailable', UNKNOWN)), timeout);
      overflow.hand([each], newAttempt(), otherwise, cause());
    });
    return told.finally(() => clearTimeout(timer));
  };
}

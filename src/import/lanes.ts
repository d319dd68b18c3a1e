/**
 * Two (or more) writes side by side, settled in the order they were sent: what is behind an unsettled
 * batch is never reported as done. Bounded, so that reading waits for writing.
 */
export function createLanes<T>(o: {
  lanes: number;
  write: (batch: T) => Promise<void>;
  /** Called in order, one at a time, after the write. */
  settle: (batch: T) => Promise<void>;
}) {
  let writing = 0;
  let unsettled = 0;
  let order: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;
  let wake: (() => void) | undefined;

  const wakeUp = () => {
    wake?.();
    wake = undefined;
  };

  return {
    /** Resolves once the batch has a lane. @throws what a write or settle threw */
    async send(batch: T): Promise<void> {
      while (!failure && (writing >= o.lanes || unsettled >= o.lanes * 2))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (failure) throw failure.error;
      writing++;
      unsettled++;
      const written = o.write(batch).finally(() => {
        writing--;
        wakeUp();
      });
      order = order
        .then(() => written)
        .then(() => o.settle(batch))
        .then(() => {
          unsettled--;
          wakeUp();
        });
      // Held until the next send or drain asks; the writes behind a failed one finish, unreported.
      order.catch((error) => {
        failure ??= { error };
        wakeUp();
      });
      written.catch(() => {});
    },
    /** Waits for all of it. @throws what a write or settle threw */
    drain: (): Promise<void> => order,
  };
}

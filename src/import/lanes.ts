/**
 * Two (or more) writes side by side, settled in the order they were sent: what is behind an unsettled
 * batch is never reported as done. Bounded, so that reading waits for writing.
 */
export function createLanes<T>(o: {
  lanes: number;
  write: (batch: T, lane: number) => Promise<void>;
  /** Called in order, one at a time, after the write. */
  settle: (batch: T) => Promise<void>;
}) {
  const free = Array.from({ length: o.lanes }, (_, i) => i);
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
      while (!failure && (free.length === 0 || unsettled >= o.lanes * 2))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (failure) throw failure.error;
      const lane = free.pop()!;
      unsettled++;
      const written = o.write(batch, lane).finally(() => {
        free.push(lane);
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

import type { ActivityInput } from '../../src/contract/index.ts';
import type { Ingest } from '../../src/ingest/index.ts';

/** Tracks all, at most `inFlight` unacknowledged at a time; throws where any wasn't committed. */
export async function trackMany(
  ingest: Ingest,
  inputs: readonly ActivityInput[],
  inFlight = 10_000,
): Promise<void> {
  let next = 0;
  let open = 0;
  await new Promise<void>((resolve, reject) => {
    const pump = () => {
      while (open < inFlight && next < inputs.length) {
        open++;
        ingest.track(inputs[next++]!).then(({ outcome }) => {
          if (outcome.outcome !== 'committed') reject(new Error(`not committed: ${JSON.stringify(outcome)}`));
          open--;
          if (next < inputs.length) pump();
          else if (open === 0) resolve();
        }, reject);
      }
    };
    pump();
  });
}

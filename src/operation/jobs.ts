/** What became of a background job. */
export interface JobState {
  readonly name: string;
  runs: number;
  failures: number;
  running: boolean;
  /** Milliseconds since 1970; null before the first run. */
  lastStartedAt: number | null;
  /** How long the last one took, in ms. */
  lastTook: number | null;
  /** Kind of the last failure (an error's code or name, never its text); null where the last run went well. */
  lastError: string | null;
}

/** Keeps count of background jobs; a job's own result and error go through untouched. */
export function createJobStates(now: () => number) {
  const states = new Map<string, JobState>();

  return {
    async watch<T>(name: string, run: () => Promise<T>): Promise<T> {
      let state = states.get(name);
      if (!state) {
        state = {
          name,
          runs: 0,
          failures: 0,
          running: false,
          lastStartedAt: null,
          lastTook: null,
          lastError: null,
        };
        states.set(name, state);
      }
      const begun = now();
      state.running = true;
      state.lastStartedAt = begun;
      try {
        const result = await run();
        state.lastError = null;
        return result;
      } catch (error) {
        state.failures++;
        state.lastError = kindOf(error);
        throw error;
      } finally {
        state.runs++;
        state.running = false;
        state.lastTook = now() - begun;
      }
    },
    read: (): JobState[] => [...states.values()].map((state) => ({ ...state })),
  };
}

function kindOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
}

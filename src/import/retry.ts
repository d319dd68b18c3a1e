const TRANSIENT = /^(08|40|53|57|E[A-Z]+$)/;
const LONGEST = 30_000;

/**
 * Asks again while the database is away or busy, for 30 seconds at most; then throws what it answered.
 * Safe for history: its rows have ids of their own.
 */
export async function patiently<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const deadline = Date.now() + LONGEST;
  for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      return await work();
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? '');
      const lost = code === '' && /terminat|timeout|closed/i.test((error as Error).message);
      if (signal?.aborted || (!TRANSIENT.test(code) && !lost) || Date.now() + pause > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

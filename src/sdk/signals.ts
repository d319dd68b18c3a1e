import type { Id, Signal } from '../contract/index.ts';
import { newId } from '../tracking/new-id.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** As many calls as a signal tells of; users whose minute is remembered. */
const MOST = 100_000;

/** Adds API calls up by user and hour, and tells each minute of presence once. */
export function createSignals(send: (signal: Signal) => void, wake: () => void) {
  let calls = new Map<string, { readonly userId: Id; readonly at: number; count: number }>();
  const presentAt = new Map<string, number>();

  function collect(): void {
    const gathered = calls;
    calls = new Map();
    for (const { userId, at, count } of gathered.values())
      send({ id: newId(Date.now()), userId, signal: 'api_call', count, at });
  }

  return {
    collect,
    apiCall(userId: Id): void {
      const at = Date.now();
      const key = `${Math.floor(at / HOUR)} ${userId}`;
      const found = calls.get(key);
      if (found && found.count < MOST) found.count++;
      else {
        if (found || calls.size >= 1_000) collect();
        calls.set(key, { userId, at, count: 1 });
      }
      wake();
    },
    present(userId: Id): void {
      const at = Date.now();
      const key = String(userId);
      const minute = Math.floor(at / MINUTE);
      if (presentAt.get(key) === minute) return;
      if (presentAt.size >= MOST) presentAt.clear();
      presentAt.set(key, minute);
      send({ id: newId(at), userId, signal: 'presence_minute', at });
    },
  };
}

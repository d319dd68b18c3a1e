/** Actors told apart within a minute; beyond them the rest are one. */
const MAX_ACTORS = 1_000;

export interface Denied {
  /** As it is stored. */
  readonly actor: string;
  readonly endpoint: string;
  readonly status: number;
}

export interface Denial extends Denied {
  /** Of a fold: how often more, in which minute. */
  readonly more?: { readonly furtherDenials: number; readonly minute: string };
}

/** Denials that someone could flood the log with: the first of each actor and minute is told apart, the rest are counted. */
export function createDenials(now: () => number) {
  let minute = 0;
  let seen = new Map<string, Denied & { times: number }>();

  function fold(): Denial[] {
    const folded = seen;
    seen = new Map();
    const at = new Date(minute * 60_000).toISOString();
    return [...folded.values()].flatMap(({ times, ...denied }) =>
      times > 1 ? [{ ...denied, more: { furtherDenials: times - 1, minute: at } }] : [],
    );
  }

  return {
    /** What of this denial, and of the minute before it, is to be written. */
    note(denied: Denied): Denial[] {
      const current = Math.floor(now() / 60_000);
      const before = current === minute ? [] : fold();
      minute = current;
      const own = `${denied.status} ${denied.actor}`;
      const crowded = !seen.has(own) && seen.size >= MAX_ACTORS;
      const counted = crowded ? { ...denied, actor: 'anonymous:others' } : denied;
      const key = crowded ? 'others' : own;
      const known = seen.get(key);
      if (known) {
        known.times++;
        return before;
      }
      seen.set(key, { ...counted, times: 1 });
      return [...before, counted];
    },
    /** What was counted so far; the next denial of an actor is a first one again. */
    fold,
  };
}

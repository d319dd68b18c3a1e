import { createFeed, type News, type Polled, wholeOf } from './feed.ts';

/** How often the log is asked while somebody listens, in milliseconds. */
const EVERY = 1_000;

export interface Hub {
  /** Tells of news until the answer is called. */
  listen(on: (news: News) => void): () => void;
}

/** One question to the database for everybody who listens to the same thing; none while nobody does. */
export function createHub(
  poll: () => Promise<Polled>,
  now: () => number,
  onError: (error: unknown) => void,
): Hub {
  const listeners = new Set<(news: News) => void>();
  let feed = createFeed();
  let last: Polled | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function turn(): Promise<void> {
    try {
      last = await poll();
      const news = feed(last, now());
      if (news) for (const tell of listeners) tell(news);
    } catch (error) {
      onError(error);
    }
    if (listeners.size > 0) timer = setTimeout(turn, EVERY);
  }

  return {
    listen(on) {
      if (listeners.size === 0) {
        feed = createFeed();
        last = undefined;
        clearTimeout(timer);
        timer = setTimeout(turn, 0);
      } else if (last && last.activities.length > 0) on(wholeOf(last, now()));
      listeners.add(on);
      return () => {
        listeners.delete(on);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
  };
}

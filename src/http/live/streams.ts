import type { LiveEnd } from '../../contract/index.ts';
import { HttpError } from '../errors.ts';
import type { Hub } from './hub.ts';

const MOST = { inAll: 100, each: 8 };

/** Tells a stream's reader why it ends, and ends it. */
export type EndStream = (reason: LiveEnd['reason']) => void;

/** Streams of activity that are open in this process, of whom, and what they listen to. */
export interface LiveStreams {
  /** @throws HttpError 429 where the actor has too many of them, 503 where all have, or the server closes. */
  admit(actor: string): void;
  /** Answers what takes it out again. */
  add(end: EndStream, actor: string): () => void;
  /** Those who listen to the same thing share one. */
  hub(key: string, make: () => Hub): Hub;
  /** Ends all of them, and takes no more: a server that closes waits for nobody. */
  close(): void;
}

export function createLiveStreams(): LiveStreams {
  const hubs = new Map<string, Hub>();
  const actors = new Map<EndStream, string>();
  let closing = false;
  return {
    admit(actor) {
      const mine = [...actors.values()].filter((each) => each === actor).length;
      const retry = { 'retry-after': '10' };
      if (closing) throw new HttpError(503, 'The server is closing; connect again in a moment.', retry);
      if (mine >= MOST.each)
        throw new HttpError(429, `${mine} live streams of yours are open; close one of them.`, retry);
      if (actors.size >= MOST.inAll)
        throw new HttpError(503, `${actors.size} live streams are open; try again later.`, retry);
    },
    add(end, actor) {
      actors.set(end, actor);
      return () => actors.delete(end);
    },
    hub(key, make) {
      const hub = hubs.get(key) ?? make();
      hubs.set(key, hub);
      return hub;
    },
    close() {
      closing = true;
      for (const end of [...actors.keys()]) end('closing');
    },
  };
}

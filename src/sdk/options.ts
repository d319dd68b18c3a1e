import type { ActivityInput } from '../contract/index.ts';
import type { Dropped } from './outcomes.ts';

/** What was dropped, for `onDrop`. */
export interface Drop extends Omit<Dropped, 'outcome'> {
  /** The path that it was for, e.g. `/api/track`. */
  readonly path: string;
  /** The activity, user, fact or signal: as it would have been sent, or as it was given where that can't be. */
  readonly item: unknown;
}

/** What is sent, and where to. */
export interface Parcel {
  readonly path: string;
  readonly json: string;
}

/** Where what can't be delivered waits on disk, such as `openSpool` of `joip-analytics/sdk/spool`. */
export interface TrackerSpool {
  /** Durable once it resolves. Rejects where it can't be, or where the spool is full. */
  keep(parcels: readonly Parcel[]): Promise<void>;
  /** Hands out what waits, in order, `batch` at once at most. What `send` rejects comes again at the next call. */
  drain(send: (parcel: Parcel) => Promise<void>, batch: number): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface TrackerOptions {
  /** Where the server is mounted, e.g. `https://example.com/insights`. */
  readonly url: string;
  /** An API key with the scope `track`. */
  readonly key: string;
  /** How many of a kind are sent together at most, and at how many waiting at once. 1 to 1,000; default 20. */
  readonly batchSize?: number | undefined;
  /** Milliseconds that something waits for others to be sent with. Default 5,000. */
  readonly flushInterval?: number | undefined;
  /** Milliseconds that a request may take. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Milliseconds before the first retry; doubled each time up to 30,000, with jitter. Default 500. */
  readonly retryDelay?: number | undefined;
  /** Milliseconds after which what couldn't be delivered is dropped as `gave_up`. Default one hour. */
  readonly retryFor?: number | undefined;
  /** How many wait at most; what comes beyond is dropped as `queue_full`. Default 10,000. */
  readonly maxWaiting?: number | undefined;
  /** Bytes that wait at most, as JSON. Default 16 MiB. */
  readonly maxWaitingBytes?: number | undefined;
  /** Sees each activity before it waits; answers it, changed or not, or null to drop it. */
  readonly beforeSend?: ((activity: ActivityInput) => ActivityInput | null) | undefined;
  /** Told of everything that is dropped, and of facts that the server refused. */
  readonly onDrop?: ((drop: Drop) => void) | undefined;
  /** On Node: what can't be delivered at once goes there, with the outcome `spooled`, and is sent later. */
  readonly spool?: TrackerSpool | undefined;
  /** Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const NUMBERS = {
  batchSize: [20, 1, 1_000],
  flushInterval: [5_000, 0, 3_600_000],
  timeout: [10_000, 1, 3_600_000],
  retryDelay: [500, 1, 30_000],
  retryFor: [3_600_000, 0, 2_147_483_647],
  maxWaiting: [10_000, 1, 10_000_000],
  maxWaitingBytes: [16_777_216, 1_024, 2_147_483_647],
} as const;
type Numbers = { readonly [Name in keyof typeof NUMBERS]: number };

export type Options = Numbers &
  Pick<TrackerOptions, 'url' | 'key' | 'spool' | 'beforeSend' | 'onDrop' | 'fetch'>;

const OTHERS = ['url', 'key', 'spool', 'beforeSend', 'onDrop', 'fetch'];

/** @throws TypeError that names the option and what is accepted */
export function readOptions(given: TrackerOptions): Options {
  const options = { ...given } as Record<string, unknown>;
  const demand = (held: unknown, name: string, takes: string) => {
    if (!held) throw new TypeError(`createTracker: ${name} takes ${takes}`);
  };
  for (const name of Object.keys(options))
    demand(
      OTHERS.includes(name) || Object.hasOwn(NUMBERS, name),
      name,
      `nothing; there are ${[...OTHERS, ...Object.keys(NUMBERS)].join(', ')}`,
    );
  demand(
    typeof options.url === 'string' && /^https?:\/\/[^/?#]+[^?#]*$/.test(options.url),
    'url',
    'the address of the server, such as https://example.com/insights',
  );
  demand(
    typeof options.key === 'string' && /^joip_[\w-]+$/.test(options.key),
    'key',
    'an API key with the scope track (joip-analytics key create)',
  );
  for (const name of OTHERS.slice(3))
    demand(options[name] == null || typeof options[name] === 'function', name, 'a function');
  for (const [name, [standard, least, most]] of Object.entries(NUMBERS)) {
    options[name] ??= standard;
    const value = options[name] as number;
    const fits = Number.isInteger(value) && value >= least && value <= most;
    demand(fits, name, `a whole number from ${least} to ${most}`);
  }
  return { ...options, url: String(options.url).replace(/\/+$/, '') } as Options;
}

import { types } from './parsers.ts';
import { foundIn, LOOK, type LookRow } from './pins.ts';
import { type PoolerProfile, profiles } from './poolers.ts';

interface Asked {
  readonly text: string;
  readonly values?: unknown[] | undefined;
  readonly name?: string | undefined;
}
export type Callback = (error: Error | undefined, result?: unknown) => void;

/** One connection as `pg` has it: how it takes a statement, and in what transaction it is. */
export interface Line {
  send(asked: object, callback?: Callback): unknown;
  /** `I` where no transaction is open. */
  status(): string | null;
}

const BEGIN = /^\s*begin\b[^;]*/i;

/** What a session is before anything of ours is said to it. */
export async function lookAt({ send }: Line) {
  const looked = (await send({ text: LOOK, types })) as { rows: LookRow[] }[];
  return foundIn(looked[1]!.rows);
}

/**
 * Sends statements over a connection so that each is answered the same whatever the session inherits, and the host
 * did to `pg.types`: as the profile says, with the pins in the session already or before each transaction.
 */
export function createAsking(line: Line) {
  let profile: PoolerProfile = profiles.direct;
  let pinsAfter: (begin: string) => string = () => '';

  /** The pins come right behind `begin`, so that what the caller sets wins. */
  const beginning = (text: string) => text.replace(BEGIN, (begin) => `${begin};${pinsAfter(begin)}`);

  async function lent(asked: Asked): Promise<unknown> {
    if (BEGIN.test(asked.text)) return line.send({ text: beginning(asked.text) });
    if (line.status() !== 'I') return line.send(asked);
    await line.send({ text: beginning('begin') });
    try {
      const result = await line.send(asked);
      await line.send({ text: 'commit' });
      return result;
    } catch (error) {
      await Promise.resolve(line.send({ text: 'rollback' })).catch(() => {});
      throw error;
    }
  }

  return {
    beginning,
    adopt(found: PoolerProfile, pins: (begin: string) => string): void {
      profile = found;
      pinsAfter = pins;
    },
    /** As `query` of `pg`, in each of its forms. */
    ask(given: string | object, values?: unknown[] | Callback, done?: Callback): unknown {
      const callback = typeof values === 'function' ? values : done;
      if (typeof given === 'object' && 'submit' in given) return line.send(given, callback);
      const config = (typeof given === 'string' ? { text: given } : given) as Asked;
      const asked = {
        ...config,
        // What a host's `parseInputDatesAsUTC` and this process's zone would write differently.
        values: (Array.isArray(values) ? values : config.values)?.map(portable),
        name: profile.named ? config.name : undefined,
        types,
      } as Asked;
      if (profile.pins === 'session') return line.send(asked, callback);
      const result = lent(asked);
      if (!callback) return result;
      result.then(
        (value) => callback(undefined, value),
        (error: Error) => callback(error),
      );
      return undefined;
    },
  };
}

export type Asking = ReturnType<typeof createAsking>;

function portable(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
  return Array.isArray(value) ? value.map(portable) : value;
}

import pg from 'pg';
import { types } from './parsers.ts';
import { forSession, forTransaction, foundIn, LOOK, type LookRow, pinRefusal, pinsFor } from './pins.ts';
import { type Pooler, profileOf, profiles } from './poolers.ts';

interface Asked {
  readonly text: string;
  readonly values?: unknown[] | undefined;
  readonly name?: string | undefined;
}
type Callback = (error: Error | undefined, result?: unknown) => void;
interface Base extends pg.ClientBase {
  binary: boolean;
  readonly processID: number | null;
}
/** The overloads of `pg` tell its callers; here one signature serves them all. */
const Untyped = pg.Client as unknown as new (
  config?: pg.ClientConfig,
) => Omit<Base, 'query'> & { query(asked: object, callback?: Callback): unknown };

const BEGIN = /^\s*begin\b[^;]*/i;

/**
 * A connection that answers the same whatever the session inherits, the host did to `pg.types` and `pg.defaults`,
 * or a pooler does with it. `pin` comes before anything else.
 */
export class Client extends Untyped {
  #profile = profiles.direct;
  #pinsAfter: (begin: string) => string = () => '';

  constructor(config?: pg.ClientConfig) {
    super(config);
    // `pg.defaults.binary` is the host's, and can't be said no to otherwise.
    this.binary = false;
    // A connection that is lost is met by the next statement; lost between two and unheard, it would end the process.
    this.on('error', () => {});
  }

  /** Looks at what the session is, and pins what we depend on. */
  async pin(pooler: Pooler, hostNames: boolean): Promise<void> {
    const looked = (await super.query({ text: LOOK, types })) as { rows: LookRow[] }[];
    const session = foundIn(looked[1]!.rows);
    this.#profile = profileOf(pooler, this.processID, session.pid);
    const pins = pinsFor(session, hostNames);
    this.#pinsAfter = forTransaction(pins, session);
    try {
      // Once as it will be asked for, so that what is refused is refused now.
      if (this.#profile.pins === 'session') await super.query({ text: forSession(pins, session) });
      else await super.query({ text: `${this.#begin('begin')}; commit` });
    } catch (error) {
      throw pinRefusal(error);
    }
  }

  override query(given: string | object, values?: unknown[] | Callback, done?: Callback): unknown {
    const callback = typeof values === 'function' ? values : done;
    if (typeof given === 'object' && 'submit' in given) return super.query(given, callback);
    const config = (typeof given === 'string' ? { text: given } : given) as Asked;
    const asked: Asked = {
      ...config,
      // What a host's `parseInputDatesAsUTC` and this process's zone would write differently.
      values: (Array.isArray(values) ? values : config.values)?.map(portable),
      name: this.#profile.named ? config.name : undefined,
      types,
    } as Asked;
    if (this.#profile.pins === 'session') return super.query(asked, callback);
    const result = this.#lent(asked);
    if (!callback) return result;
    result.then(
      (value) => callback(undefined, value),
      (error: Error) => callback(error),
    );
    return undefined;
  }

  async #lent(asked: Asked): Promise<unknown> {
    if (BEGIN.test(asked.text)) return super.query({ text: this.#begin(asked.text) });
    if (this.getTransactionStatus() !== 'I') return super.query(asked);
    await super.query({ text: this.#begin('begin') });
    try {
      const result = await super.query(asked);
      await super.query({ text: 'commit' });
      return result;
    } catch (error) {
      await Promise.resolve(super.query({ text: 'rollback' })).catch(() => {});
      throw error;
    }
  }

  /** The pins come right behind `begin`, so that what the caller sets wins. */
  #begin(text: string): string {
    return text.replace(BEGIN, (begin) => `${begin};${this.#pinsAfter(begin)}`);
  }
}

function portable(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
  return Array.isArray(value) ? value.map(portable) : value;
}

import pg from 'pg';
import { type Callback, createAsking, type Line, lookAt } from './asking.ts';
import { forSession, forTransaction, pinRefusal, pinsFor } from './pins.ts';
import { type Pooler, profileOf } from './poolers.ts';

interface Base extends pg.ClientBase {
  binary: boolean;
  readonly processID: number | null;
}
/** The overloads of `pg` tell its callers; here one signature serves them all. */
const Untyped = pg.Client as unknown as new (
  config?: pg.ClientConfig,
) => Omit<Base, 'query'> & { query(asked: object, callback?: Callback): unknown };

/**
 * A connection that answers the same whatever the session inherits, the host did to `pg.types` and `pg.defaults`,
 * or a pooler does with it. `pin` comes before anything else.
 */
export class Client extends Untyped {
  readonly #line: Line = {
    send: (asked, callback) => super.query(asked, callback),
    status: () => this.getTransactionStatus(),
  };
  readonly #asking = createAsking(this.#line);

  constructor(config?: pg.ClientConfig) {
    super(config);
    // `pg.defaults.binary` is the host's, and can't be said no to otherwise.
    this.binary = false;
    // A connection that is lost is met by the next statement; lost between two and unheard, it would end the process.
    this.on('error', () => {});
  }

  /** Looks at what the session is, and pins what we depend on. */
  async pin(pooler: Pooler, hostNames: boolean): Promise<void> {
    const session = await lookAt(this.#line);
    const profile = profileOf(pooler, this.processID, session.pid);
    const pins = pinsFor(session, hostNames);
    this.#asking.adopt(profile, forTransaction(pins, session));
    try {
      // Once as it will be asked for, so that what is refused is refused now.
      if (profile.pins === 'session') await super.query({ text: forSession(pins, session) });
      else await super.query({ text: `${this.#asking.beginning('begin')}; commit` });
    } catch (error) {
      throw pinRefusal(error);
    }
  }

  override query(given: string | object, values?: unknown[] | Callback, done?: Callback): unknown {
    return this.#asking.ask(given, values, done);
  }
}

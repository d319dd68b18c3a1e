import { AsyncLocalStorage } from 'node:async_hooks';
import { type Id, readId } from '../contract/input/id.ts';
import { within } from '../db/within.ts';

/** What a host tells of a user; null or undefined for nobody. */
export type Told = Id | null | undefined;

/** What a request knows about its caller; explicit fields of an activity win over it. */
export interface RequestContext {
  readonly ipAddress?: string | null | undefined;
  readonly userAgent?: string | null | undefined;
  readonly visitId?: Id | null | undefined;
  /** Who acts where an activity doesn't say; a function is asked when it is needed, and may look them up. */
  readonly userId?: Told | (() => Told | PromiseLike<Told>);
  /** Called where it is API or panel that answers the request. */
  readonly onOurs?: (() => void) | undefined;
}

interface Around {
  readonly told: RequestContext;
  /** Who was found by looking them up. */
  found?: string | null;
}

/** One per analytics instance, so that several live side by side. */
export function createContext() {
  const storage = new AsyncLocalStorage<Around>();
  return {
    /** Runs `work` so that activities tracked inside carry this context. */
    run: <T>(context: RequestContext, work: () => T): T => storage.run({ told: context }, work),
    /** Runs what a request's events lead to with what is known of it by now. */
    bind(): <T>(work: () => T) => T {
      const around = storage.getStore();
      return (work) => (around ? storage.run(around, work) : work());
    },
    /** Answers by API or panel: who sends activity there isn't the user of the host's request around it. */
    apart<T>(work: () => T): T {
      storage.getStore()?.told.onOurs?.();
      return storage.run({ told: {} }, work);
    },
    /** What of it can be stored: a header that any browser may send must not make letters of activities. */
    current(): Omit<RequestContext, 'userId' | 'onOurs'> & { readonly userId?: string | null } {
      const around = storage.getStore();
      if (!around) return {};
      const { told } = around;
      const user = around.found ?? askUser(told);
      return {
        ipAddress: textOf(told.ipAddress),
        userAgent: textOf(told.userAgent),
        visitId: idOf(told.visitId),
        userId: isLookUp(user) ? null : idOf(user),
      };
    },
    /** How the request around tells its user; undefined where there is none. */
    askUser(): (() => Told | PromiseLike<Told>) | undefined {
      const around = storage.getStore();
      return around && Object.hasOwn(around.told, 'userId')
        ? () => around.found ?? askUser(around.told)
        : undefined;
    },
    /**
     * Waits until the request's user was looked up, for `current`; undefined where nothing has to be waited for.
     *
     * @param ms how long at most: then it is nobody
     */
    lookUp(ms: number): Promise<void> | undefined {
      const around = storage.getStore();
      const user = around && around.found === undefined ? askUser(around.told) : null;
      if (!around || !isLookUp(user)) return undefined;
      return within(ms, user, () => null).then(
        (found) => {
          around.found = idOf(found);
        },
        () => {},
      );
    },
  };
}

export type ContextStore = ReturnType<typeof createContext>;

/** A host's function that fails finds nobody. */
function askUser({ userId }: RequestContext): Told | PromiseLike<Told> {
  try {
    return typeof userId === 'function' ? userId() : userId;
  } catch {
    return null;
  }
}

export const isLookUp = <T>(told: T | PromiseLike<T>): told is PromiseLike<T> =>
  typeof (told as PromiseLike<T> | null | undefined)?.then === 'function';

const textOf = (given: unknown): string | null => (typeof given === 'string' ? given.slice(0, 1000) : null);

function idOf(given: unknown): string | null {
  const id = readId(given);
  return typeof id === 'string' ? id : null;
}

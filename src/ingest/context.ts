import { AsyncLocalStorage } from 'node:async_hooks';
import { type Id, readId } from '../contract/index.ts';

/** What a request knows about its caller; explicit fields of an activity win over it. */
export interface RequestContext {
  readonly ipAddress?: string | null | undefined;
  readonly userAgent?: string | null | undefined;
  readonly visitId?: Id | null | undefined;
}

/** One per analytics instance, so that several live side by side. */
export function createContext() {
  const storage = new AsyncLocalStorage<RequestContext>();
  return {
    /** Runs `work` so that activities tracked inside carry this context. */
    run: <T>(context: RequestContext, work: () => T): T => storage.run(context, work),
    /** What of it can be stored: a header that any browser may send must not make letters of activities. */
    current(): RequestContext {
      const around = storage.getStore();
      if (!around) return {};
      const visitId = readId(around.visitId);
      return {
        ipAddress: around.ipAddress?.slice(0, 1000),
        userAgent: around.userAgent?.slice(0, 1000),
        visitId: typeof visitId === 'string' ? visitId : null,
      };
    },
  };
}

export type ContextStore = ReturnType<typeof createContext>;

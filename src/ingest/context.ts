import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request knows about its caller; explicit fields of an activity win over it. */
export interface RequestContext {
  readonly ipAddress?: string | null | undefined;
  readonly userAgent?: string | null | undefined;
  readonly visitId?: string | null | undefined;
}

/** One per analytics instance, so that several live side by side. */
export function createContext() {
  const storage = new AsyncLocalStorage<RequestContext>();
  return {
    /** Runs `work` so that activities tracked inside carry this context. */
    run: <T>(context: RequestContext, work: () => T): T => storage.run(context, work),
    current: (): RequestContext => storage.getStore() ?? {},
  };
}

export type ContextStore = ReturnType<typeof createContext>;

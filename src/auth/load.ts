import type { Database } from '../db/connect.ts';
import type { Library } from './library.ts';
import type { AuthOptions } from './options.ts';

export interface Libraries {
  /** For everything but single sign-on: waits for no provider. */
  local(): Promise<Library>;
  /** Asks the provider for its addresses when first used. */
  withProvider(): Promise<Library>;
}

/** Loaded when first used: most processes and commands never sign anybody in. */
export function createLibraries(db: Database, o: AuthOptions): Libraries {
  const load = (options: AuthOptions) => {
    let loading: Promise<Library> | undefined;
    return () => {
      loading ??= import('./library.ts').then(({ createLibrary }) => createLibrary(db, options));
      return loading;
    };
  };
  return { local: load({ ...o, oidc: undefined }), withProvider: load(o) };
}

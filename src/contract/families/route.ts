/**
 * Who may call: `admin`, `viewer` (and admin), `track` (an API key), `signed-in`, `user` (of the platform: by its session,
 * or a token in the body), or `anyone`.
 */
export type Access = 'admin' | 'viewer' | 'track' | 'signed-in' | 'user' | 'anyone';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a browser needs of an endpoint: no zod and no prose, which the panel's first view would have to load. */
export interface Route {
  readonly method: Method;
  /** Under the mount point, parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  /** Aggregate answers are cached and carry an ETag; personal ones are `no-store`. */
  readonly data: 'aggregate' | 'personal' | 'none';
  /** Leaves no audit rows where false. Default: whatever admins, viewers and signed-in operators call is audited. */
  readonly audited?: boolean;
}

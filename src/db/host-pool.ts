/**
 * A host's `pg.Pool`, as much of it as is used. Apart from the code that works with it, so that a host's compiler is
 * not shown `pg` by us.
 */
export interface HostPool {
  connect(): Promise<unknown>;
  readonly options: { readonly max?: number | undefined };
  readonly totalCount: number;
  readonly idleCount: number;
}

import type { Access, Id } from '../contract/index.ts';

export const ROLES = ['admin', 'viewer'] as const;
/** Of an operator: `admin` reads everything, `viewer` the reports that tell of no person. */
export type Role = (typeof ROLES)[number];

export const SCOPES = ['track', 'read', 'admin'] as const;
/** Of an API key: `track` records activity and facts, `read` reads as an admin does, `admin` also acts. */
export type Scope = (typeof SCOPES)[number];

/** Who a request comes from, once it has been told. */
export type Principal =
  | { readonly kind: 'operator'; readonly id: string; readonly email: string; readonly role: Role }
  | { readonly kind: 'key'; readonly id: string; readonly name: string; readonly scopes: readonly Scope[] };

/** Someone whom the host has signed in. */
export interface HostOperator {
  /** As the host knows them: the audit log names it. */
  readonly id: Id;
  readonly email?: string | null | undefined;
  readonly role: Role;
}

/** The actor as the audit log names it. */
export const actorOf = (principal: Principal): string => `${principal.kind}:${principal.id}`;

/** The operator's role that a principal acts in; null for a key that only tracks. */
export function roleOf(principal: Principal, method: string): Role | null {
  if (principal.kind === 'operator') return principal.role;
  if (principal.scopes.includes('admin')) return 'admin';
  return principal.scopes.includes('read') && method === 'GET' ? 'admin' : null;
}

/** Whether a principal may call an endpoint of this access. */
export function allows(access: Access, principal: Principal, method: string): boolean {
  const role = roleOf(principal, method);
  const rules: Record<Access, () => boolean> = {
    anyone: () => true,
    user: () => true,
    track: () => principal.kind === 'key' && principal.scopes.includes('track'),
    admin: () => role === 'admin',
    viewer: () => role !== null,
    'signed-in': () => role !== null,
  };
  return rules[access]();
}

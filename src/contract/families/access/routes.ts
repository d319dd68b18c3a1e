import type { Route } from '../route.ts';

/** Operators and API keys. */
export const accessRoutes = {
  operators: {
    summary: 'List operators',
    method: 'GET',
    path: '/api/admin/operators',
    access: 'admin',
    data: 'personal',
  },
  inviteOperator: {
    summary: 'Invite someone; answers the link to hand to them',
    method: 'POST',
    path: '/api/admin/operators',
    access: 'admin',
    data: 'personal',
  },
  changeOperator: {
    summary: 'Give an operator another role',
    method: 'PATCH',
    path: '/api/admin/operators/:operatorId',
    access: 'admin',
    data: 'personal',
  },
  removeOperator: {
    summary: 'Remove an operator; their sessions end',
    method: 'DELETE',
    path: '/api/admin/operators/:operatorId',
    access: 'admin',
    data: 'none',
  },
  makeResetLink: {
    summary: "Make a link that sets an operator's password anew",
    method: 'POST',
    path: '/api/admin/operators/:operatorId/reset-link',
    access: 'admin',
    data: 'personal',
  },
  signOutOperator: {
    summary: "End all of an operator's sessions",
    method: 'POST',
    path: '/api/admin/operators/:operatorId/sign-out',
    access: 'admin',
    data: 'none',
  },
  keys: {
    summary: 'List API keys, revoked ones too',
    method: 'GET',
    path: '/api/admin/keys',
    access: 'admin',
    data: 'personal',
  },
  createKey: {
    summary: 'Make an API key; its text is answered this once',
    method: 'POST',
    path: '/api/admin/keys',
    access: 'admin',
    data: 'personal',
  },
  revokeKey: {
    summary: 'Revoke an API key, at once',
    method: 'DELETE',
    path: '/api/admin/keys/:keyId',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;

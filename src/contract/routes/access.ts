import type { Route } from './route.ts';

/** Operators and API keys. */
export const accessRoutes = {
  operators: {
    method: 'GET',
    path: '/api/admin/operators',
    access: 'admin',
    data: 'personal',
    summary: 'List operators',
  },
  inviteOperator: {
    method: 'POST',
    path: '/api/admin/operators',
    access: 'admin',
    data: 'personal',
    summary: 'Invite someone; answers the link to hand to them',
  },
  changeOperator: {
    method: 'PATCH',
    path: '/api/admin/operators/:operatorId',
    access: 'admin',
    data: 'personal',
    summary: 'Give an operator another role',
  },
  removeOperator: {
    method: 'DELETE',
    path: '/api/admin/operators/:operatorId',
    access: 'admin',
    data: 'none',
    summary: 'Remove an operator; their sessions end',
  },
  makeResetLink: {
    method: 'POST',
    path: '/api/admin/operators/:operatorId/reset-link',
    access: 'admin',
    data: 'personal',
    summary: "Make a link that sets an operator's password anew",
  },
  signOutOperator: {
    method: 'POST',
    path: '/api/admin/operators/:operatorId/sign-out',
    access: 'admin',
    data: 'none',
    summary: "End all of an operator's sessions",
  },
  keys: {
    method: 'GET',
    path: '/api/admin/keys',
    access: 'admin',
    data: 'personal',
    summary: 'List API keys, revoked ones too',
  },
  createKey: {
    method: 'POST',
    path: '/api/admin/keys',
    access: 'admin',
    data: 'personal',
    summary: 'Make an API key; its text is answered this once',
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/admin/keys/:keyId',
    access: 'admin',
    data: 'none',
    summary: 'Revoke an API key, at once',
  },
} as const satisfies Record<string, Route>;

import type { Route } from '../route.ts';

/** Operators and API keys. */
export const accessRoutes = {
  operators: {
    method: 'GET',
    path: '/api/admin/operators',
    access: 'admin',
    data: 'personal',
  },
  inviteOperator: {
    method: 'POST',
    path: '/api/admin/operators',
    access: 'admin',
    data: 'personal',
  },
  changeOperator: {
    method: 'PATCH',
    path: '/api/admin/operators/:operatorId',
    access: 'admin',
    data: 'personal',
  },
  removeOperator: {
    method: 'DELETE',
    path: '/api/admin/operators/:operatorId',
    access: 'admin',
    data: 'none',
  },
  makeResetLink: {
    method: 'POST',
    path: '/api/admin/operators/:operatorId/reset-link',
    access: 'admin',
    data: 'personal',
  },
  signOutOperator: {
    method: 'POST',
    path: '/api/admin/operators/:operatorId/sign-out',
    access: 'admin',
    data: 'none',
  },
  keys: {
    method: 'GET',
    path: '/api/admin/keys',
    access: 'admin',
    data: 'personal',
  },
  createKey: {
    method: 'POST',
    path: '/api/admin/keys',
    access: 'admin',
    data: 'personal',
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/admin/keys/:keyId',
    access: 'admin',
    data: 'none',
  },
} as const satisfies Record<string, Route>;

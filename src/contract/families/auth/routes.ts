import type { Route } from '../route.ts';

/** Signing in and out, and what a person changes of their own sign-in. */
export const authRoutes = {
  session: {
    method: 'GET',
    path: '/api/auth/session',
    access: 'anyone',
    data: 'none',
  },
  signIn: {
    method: 'POST',
    path: '/api/auth/sign-in',
    access: 'anyone',
    data: 'none',
  },
  answerSecondFactor: {
    method: 'POST',
    path: '/api/auth/second-factor',
    access: 'anyone',
    data: 'none',
  },
  signInByLink: {
    method: 'POST',
    path: '/api/auth/link',
    access: 'anyone',
    data: 'none',
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/auth/invitation',
    access: 'anyone',
    data: 'none',
  },
  resetPassword: {
    method: 'POST',
    path: '/api/auth/password-reset',
    access: 'anyone',
    data: 'none',
  },
  startSingleSignOn: {
    method: 'GET',
    path: '/api/auth/oidc/start',
    access: 'anyone',
    data: 'none',
  },
  finishSingleSignOn: {
    method: 'GET',
    path: '/api/auth/oidc/callback',
    access: 'anyone',
    data: 'none',
  },
  changePassword: {
    method: 'POST',
    path: '/api/auth/password',
    access: 'signed-in',
    data: 'none',
    audited: true,
  },
  enrolSecondFactor: {
    method: 'POST',
    path: '/api/auth/second-factor/enrol',
    access: 'signed-in',
    data: 'none',
    audited: true,
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/api/auth/second-factor/confirm',
    access: 'signed-in',
    data: 'none',
    audited: true,
  },
  disableSecondFactor: {
    method: 'POST',
    path: '/api/auth/second-factor/disable',
    access: 'signed-in',
    data: 'none',
    audited: true,
  },
  changePreferences: {
    method: 'PATCH',
    path: '/api/auth/preferences',
    access: 'signed-in',
    data: 'none',
    audited: true,
  },
  signOut: {
    method: 'POST',
    path: '/api/auth/sign-out',
    access: 'signed-in',
    data: 'none',
    audited: true,
  },
  signOutEverywhere: {
    method: 'POST',
    path: '/api/auth/sign-out-everywhere',
    access: 'signed-in',
    data: 'none',
    audited: true,
  },
} as const satisfies Record<string, Route>;

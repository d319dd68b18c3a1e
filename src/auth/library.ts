import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal';
import { bearer, genericOAuth, twoFactor } from 'better-auth/plugins';
import type { Database } from '../db/connect.ts';
import { withHashedSessions } from './hashed-sessions.ts';
import { ABSOLUTE } from './lifetimes.ts';
import { PROVIDER } from './names.ts';
import type { AuthOptions } from './options.ts';
import { PASSWORD } from './password-rules.ts';

/** Seconds within which a second factor must follow the password. */
export const CHALLENGE_SECONDS = 10 * 60;

/**
 * The sign-in library over our tables: hashes passwords, keeps second factors and reset tokens, speaks OpenID
 * Connect. Only its functions are called; its own routes, sign-up among them, are served nowhere.
 */
export function createLibrary(db: Database, o: AuthOptions) {
  const { tables } = db;
  const adapter = drizzleAdapter(db.orm, {
    provider: 'pg',
    transaction: true,
    schema: {
      user: tables.operators,
      session: tables.operatorSessions,
      account: tables.operatorAccounts,
      verification: tables.operatorChallenges,
      twoFactor: tables.operatorSecondFactors,
    },
  });
  const at = (milliseconds: number) => new Date(milliseconds);
  return betterAuth({
    appName: o.issuer ?? 'joip-analytics',
    baseURL: o.publicUrl ?? 'http://127.0.0.1',
    basePath: '/api/auth',
    secret: Buffer.from(o.key).toString('base64url'),
    database: (options: BetterAuthOptions) => withHashedSessions(adapter(options)),
    telemetry: { enabled: false },
    logger: {
      log: (level, message) => {
        if (level === 'error') o.onWarning(message);
      },
    },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD.min,
      maxPasswordLength: PASSWORD.max,
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      expiresIn: ABSOLUTE / 1_000,
      disableSessionRefresh: true,
      freshAge: 0,
      cookieCache: { enabled: false },
      additionalFields: { seenAt: { type: 'date', required: false, input: false } },
    },
    verification: { storeIdentifier: 'hashed' },
    account: { updateAccountOnSignIn: false },
    user: {
      // Not once, when the account is linked, but at every sign-in.
      validateUserInfo: ({ user, source }) =>
        source.method !== 'oauth' || (source.action !== 'create-user' && user.emailVerified)
          ? undefined
          : { error: 'email_not_verified' },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: {
              ...session,
              ipAddress: undefined,
              userAgent: undefined,
              createdAt: at(o.now()),
              seenAt: at(o.now()),
              expiresAt: at(o.now() + ABSOLUTE),
            },
          }),
        },
      },
      account: { create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) } },
    },
    advanced: {
      cookiePrefix: 'joip',
      useSecureCookies: false,
      database: { generateId: 'uuid' },
    },
    plugins: [
      bearer(),
      twoFactor({ allowPasswordless: true, twoFactorCookieMaxAge: CHALLENGE_SECONDS }),
      genericOAuth({ config: o.oidc ? [providerOf(o.oidc, o.publicUrl)] : [] }),
    ],
  });
}

export type Library = ReturnType<typeof createLibrary>;

/** Who someone is, is all that is asked of the provider: its tokens are kept nowhere. */
const NO_TOKENS = {
  accessToken: undefined,
  refreshToken: undefined,
  idToken: undefined,
  accessTokenExpiresAt: undefined,
  refreshTokenExpiresAt: undefined,
  scope: undefined,
};

function providerOf(oidc: NonNullable<AuthOptions['oidc']>, publicUrl: string | undefined) {
  return {
    providerId: PROVIDER,
    name: oidc.name,
    discoveryUrl: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    ...(oidc.clientSecret ? { clientSecret: oidc.clientSecret } : {}),
    scopes: ['openid', 'email', 'profile'],
    redirectURI: `${publicUrl}/api/auth/oidc/callback`,
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: true,
  };
}

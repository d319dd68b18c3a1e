import type { Database } from '../db/connect.ts';
import { createAttempts } from './attempts.ts';
import { createOperatorChanges } from './change-operators.ts';
import { createKeys } from './keys.ts';
import { createLinks } from './links.ts';
import { createLibraries } from './load.ts';
import { createOperators } from './operators.ts';
import type { AuthOptions } from './options.ts';
import { createPasswords } from './passwords.ts';
import { createPreferences } from './preferences.ts';
import { createSecondFactors } from './second-factors.ts';
import { createSessions } from './sessions.ts';
import { createSingleSignOn } from './single-sign-on.ts';

export type { Attempt, Trying } from './attempts.ts';
export { LastAdministrator } from './change-operators.ts';
export type { ApiKey } from './keys.ts';
export * from './lifetimes.ts';
export type { Operator, OperatorDetails } from './operators.ts';
export type { AuthOptions, OidcOptions } from './options.ts';
export { faultOfPassword } from './password-rules.ts';
export type { SignedIn } from './passwords.ts';
export * from './roles.ts';

/**
 * Who may read and who may track: operators with sessions, programs with keys.
 *
 * @throws Error where a provider is given without the address that it leads back to
 */
export function createAuth(db: Database, o: AuthOptions) {
  const { now } = o;
  if (o.oidc && !o.publicUrl)
    throw new Error('oidc needs publicUrl: the address that the provider sends browsers back to');
  const libraries = createLibraries(db, o);
  const operators = createOperators(db, now);
  const sessions = createSessions(db, now);
  const attempts = createAttempts(db, now, o.key);
  return {
    operators: { ...operators, ...createOperatorChanges(db, operators), ...createLinks(db, operators, now) },
    sessions,
    passwords: createPasswords(db, libraries, now),
    secondFactors: createSecondFactors(db, libraries),
    singleSignOn: createSingleSignOn(libraries, o),
    keys: createKeys(db, now),
    preferences: createPreferences(db, now),
    attempts,
    /** Address that browsers open, without a slash at its end; null where it wasn't told. */
    publicUrl: o.publicUrl ?? null,
    /** Removes what has ended. */
    async sweep(): Promise<void> {
      await sessions.sweep();
      await attempts.sweep();
    },
  };
}

export type Auth = ReturnType<typeof createAuth>;

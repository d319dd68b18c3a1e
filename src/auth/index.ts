import type { Database } from '../db/connect.ts';
import { createAttempts } from './attempts.ts';
import { createKeys } from './keys.ts';
import { createOperators } from './operators.ts';
import { createSessions } from './sessions.ts';

export type { ApiKey } from './keys.ts';
export { LINK_LIFETIME, type Operator } from './operators.ts';
export * from './roles.ts';
export { ABSOLUTE, IDLE } from './sessions.ts';

/** Who may read and who may track: operators with sessions, programs with keys. */
export function createAuth(db: Database, now: () => number) {
  return {
    operators: createOperators(db, now),
    sessions: createSessions(db, now),
    keys: createKeys(db, now),
    attempts: createAttempts(now),
  };
}

export type Auth = ReturnType<typeof createAuth>;

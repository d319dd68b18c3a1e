import type { CatalogueInput } from '../catalogue/index.ts';
import type { ActivityInput } from '../contract/index.ts';
import { createAccept } from './accept.ts';
import type { Accepted } from './activity.ts';
import type { ContextStore } from './context.ts';
import { createEnrich, type PrivacyPolicy } from './enrich.ts';
import { payloadOf, wordsOf } from './letter-payload.ts';

export interface IntakeOptions {
  readonly catalogue: CatalogueInput;
  readonly privacy?: PrivacyPolicy | undefined;
  readonly now: () => number;
  readonly context: ContextStore;
}

export const DEFAULT_PRIVACY: PrivacyPolicy = { ip: 'truncate', userAgent: 'family' };

/** What an activity becomes before anything is written: needs no database. */
export function createIntake({ catalogue, privacy = DEFAULT_PRIVACY, now, context }: IntakeOptions) {
  const accept = createAccept(catalogue);
  const enrich = createEnrich(privacy);

  const refused = (message: string, source: string, input: unknown): Accepted => ({
    ok: false,
    letter: { reason: 'invalid', message, source, userId: null, action: null, payload: payloadOf(input) },
  });

  return {
    refused,
    /** Waits until the user of the request was looked up, where the activity names none; undefined: nothing to wait for. */
    userLookedUp(input: ActivityInput, ms: number): Promise<void> | undefined {
      try {
        const named = input.userId !== undefined && input.userId !== null;
        return named ? undefined : context.lookUp(ms);
      } catch {
        return undefined;
      }
    },
    /** With what its request tells. A getter or toJSON of the host's may throw: that too is a refusal, not an exception. */
    take(input: ActivityInput, source: string, history = false): Accepted {
      try {
        const around = context.current();
        const whole =
          typeof input === 'object' && input !== null
            ? {
                ...input,
                userId: input.userId ?? around.userId ?? input.userId,
                ipAddress: input.ipAddress ?? around.ipAddress,
                userAgent: input.userAgent ?? around.userAgent,
                visitId: input.visitId ?? around.visitId,
              }
            : input;
        return accept(whole, { source, now: now(), history, ...enrich });
      } catch (error) {
        return refused(`the activity can't be read: ${wordsOf(error)}`, source, {});
      }
    },
    /** As it came, in no request. */
    takeBare: (input: ActivityInput, source: string): Accepted =>
      accept(input, { source, now: now(), ...enrich }),
  };
}

export type Intake = ReturnType<typeof createIntake>;

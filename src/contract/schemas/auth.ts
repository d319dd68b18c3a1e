import { z } from 'zod';
import type { authRoutes } from '../routes/auth.ts';
import type { SchemasOf } from './schema.ts';

const token = z.string('takes the part of a link after #token=').min(1).max(200);
const PASSWORD = 'takes a password of 12 to 200 characters';
/** One to be checked; how long it may be is nobody's business. */
const password = z
  .string('takes your password')
  .min(1, 'takes your password')
  .max(200, 'takes your password');
const newPassword = z.string(PASSWORD).min(12, PASSWORD).max(200, PASSWORD);
const CODE = 'takes the 6 digits of your authenticator app, or a backup code';
const code = z
  .string(CODE)
  .trim()
  .regex(/^(?:\d{6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5})$/, CODE);
const who = z.object({ email: z.string(), role: z.string() });

/** Null where a code has to follow: POST /api/auth/second-factor. */
const signedIn = z.object({ operator: who.nullable(), secondFactorNeeded: z.boolean() });
const redemption = { body: z.strictObject({ token, password: newPassword }), answer: signedIn };

const EMAIL = 'takes your e-mail address';

export const authSchemas = {
  session: {
    answer: z.object({
      operator: who
        .extend({
          /** By whom they were signed in; the host's operators change nothing here. */
          by: z.enum(['session', 'host', 'key']),
          password: z.boolean(),
          secondFactor: z.boolean(),
        })
        .nullable(),
      methods: z.object({
        password: z.boolean(),
        /** What the provider is called; null where there is none. */
        singleSignOn: z.string().nullable(),
      }),
    }),
  },
  signIn: {
    body: z.strictObject({ email: z.string(EMAIL).trim().min(1, EMAIL).max(254, EMAIL), password }),
    answer: signedIn,
  },
  answerSecondFactor: { body: z.strictObject({ code }), answer: signedIn },
  signInByLink: { body: z.strictObject({ token }), answer: signedIn },
  acceptInvitation: redemption,
  resetPassword: redemption,
  startSingleSignOn: { answer: null },
  finishSingleSignOn: {
    query: () =>
      z.object({
        code: z.string('takes what the provider sent').max(4_000).optional(),
        state: z.string('takes what the provider sent').max(1_000).optional(),
        iss: z.string('takes what the provider sent').max(1_000).optional(),
        error: z.string('takes what the provider sent').max(1_000).optional(),
        error_description: z.string('takes what the provider sent').max(4_000).optional(),
      }),
    others: 'ignored',
    answer: null,
  },
  changePassword: { body: z.strictObject({ current: password.optional(), next: newPassword }), answer: null },
  enrolSecondFactor: {
    body: z.strictObject({ password: password.optional() }),
    answer: z.object({
      /** For an authenticator app, as a QR code: `otpauth://totp/…`. */
      uri: z.string(),
      /** The same secret, to type. */
      secret: z.string(),
    }),
  },
  confirmSecondFactor: {
    body: z.strictObject({ code }),
    answer: z.object({ backupCodes: z.array(z.string()) }),
  },
  disableSecondFactor: { body: z.strictObject({ password: password.optional() }), answer: null },
  signOut: { answer: null },
  signOutEverywhere: { answer: null },
} satisfies SchemasOf<typeof authRoutes>;

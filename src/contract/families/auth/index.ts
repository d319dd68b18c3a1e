import { z } from 'zod';
import { LANGUAGES } from '../../languages.ts';
import { Timezone } from '../../query.ts';
import { family } from '../family.ts';
import { Preferences } from '../panel/preferences.ts';
import { authRoutes } from './routes.ts';

const token = z.string('takes the part of a link after #token=').min(1).max(200);
const NEW_PASSWORD = 'takes a password of 12 to 200 characters';
/** One to be checked; how long it may be is nobody's business. */
const password = z
  .string('takes your password')
  .min(1, 'takes your password')
  .max(200, 'takes your password');
const newPassword = z.string(NEW_PASSWORD).min(12, NEW_PASSWORD).max(200, NEW_PASSWORD);
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
const PATH = 'takes the path of a page here, such as /admin/users?page=2';

const PLAIN = { 403: 'Plain HTTP from another machine.' };
const MANY = { 429: 'Five failures within 15 minutes, by this address or for this account.' };
const LINK = { 401: "The link was used already, is too old, or isn't complete.", ...PLAIN, ...MANY };
const NOT_OURS = { 409: 'The host application signs this operator in, or an API key asks.' };
const PASSWORD = 'a long sentence as a password';
const SESSION = 'The answer sets the session cookie.';

export const auth = family({
  title: 'Signing in',
  description: 'Sessions of the panel.',
  routes: authRoutes,
  endpoints: {
    session: {
      summary: 'Who is signed in, and the ways to sign in',
      schema: {
        query: () =>
          z.object({
            returnTo: z
              .string(PATH)
              .max(2_000, PATH)
              // Two slashes would be another host.
              .regex(/^\/(?![/\\])/, PATH)
              .optional()
              .describe('Where the sign-in of the host application is to lead back to. Default: the panel.'),
          }),
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
            /** Where the host application signs people in (`signInUrl`); null where it told no address. */
            host: z.string().nullable(),
          }),
        }),
      },
      example: { description: "Answers `operator: null` for whoever isn't signed in." },
    },
    signIn: {
      summary: 'Sign in with e-mail and password',
      schema: {
        body: z.strictObject({ email: z.string(EMAIL).trim().min(1, EMAIL).max(254, EMAIL), password }),
        answer: signedIn,
      },
      example: {
        body: { email: 'ann@example.com', password: PASSWORD },
        description: `${SESSION} With \`secondFactorNeeded\`, a code has to follow within ten minutes.`,
        errors: { 401: "E-mail and password don't belong together.", ...PLAIN, ...MANY },
      },
    },
    answerSecondFactor: {
      summary: 'Complete a sign-in with a code of the authenticator app, or a backup code',
      schema: { body: z.strictObject({ code }), answer: signedIn },
      example: {
        body: { code: '123456' },
        description: SESSION,
        errors: { 401: "The code isn't right, was used, or came too late.", ...PLAIN, ...MANY },
      },
    },
    signInByLink: {
      summary: 'Redeem a one-time sign-in link',
      schema: { body: z.strictObject({ token }), answer: signedIn },
      example: {
        body: { token: 'the-part-of-the-link-after-token=' },
        description: SESSION,
        errors: LINK,
      },
    },
    acceptInvitation: {
      summary: 'Accept an invitation by setting a password',
      schema: redemption,
      example: {
        body: { token: 'the-part-of-the-link-after-token=', password: PASSWORD },
        description: SESSION,
        errors: LINK,
      },
    },
    resetPassword: {
      summary: 'Set a new password by a reset link',
      schema: redemption,
      example: {
        body: { token: 'the-part-of-the-link-after-token=', password: PASSWORD },
        description: `Ends all sessions of the operator. ${SESSION}`,
        errors: LINK,
      },
    },
    startSingleSignOn: {
      summary: 'Go to the provider of single sign-on',
      schema: { answer: null },
      example: {
        status: 302,
        description: 'Leads the browser to the provider.',
        errors: { 404: "Single sign-on isn't configured.", 503: "The provider can't be reached." },
      },
    },
    finishSingleSignOn: {
      summary: 'Come back from the provider of single sign-on',
      schema: {
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
      example: {
        query: { code: 'from-the-provider', state: 'from-the-provider' },
        status: 302,
        description: 'Leads the browser to the panel, signed in or with the reason why not.',
        errors: { 404: "Single sign-on isn't configured.", ...MANY },
      },
    },
    changePassword: {
      summary: "Change one's password, or set the first; other sessions end",
      schema: { body: z.strictObject({ current: password.optional(), next: newPassword }), answer: null },
      example: {
        body: { current: PASSWORD, next: 'another long sentence as a password' },
        description: 'All sessions end; the answer sets the cookie of a new one.',
        errors: { ...NOT_OURS, ...MANY },
      },
    },
    enrolSecondFactor: {
      summary: 'Begin to use an authenticator app',
      schema: {
        body: z.strictObject({ password: password.optional() }),
        answer: z.object({
          /** For an authenticator app, as a QR code: `otpauth://totp/…`. */
          uri: z.string(),
          /** The same secret, to type. */
          secret: z.string(),
        }),
      },
      example: {
        body: { password: PASSWORD },
        description: 'On only once a code confirmed it.',
        errors: { ...NOT_OURS, ...MANY },
      },
    },
    confirmSecondFactor: {
      summary: 'Turn the second factor on with a first code; answers the backup codes, once',
      schema: {
        body: z.strictObject({ code }),
        answer: z.object({ backupCodes: z.array(z.string()) }),
      },
      example: {
        body: { code: '123456' },
        description: 'The session is a new one.',
        errors: { ...NOT_OURS, ...MANY },
      },
    },
    disableSecondFactor: {
      summary: 'Turn the second factor off',
      schema: { body: z.strictObject({ password: password.optional() }), answer: null },
      example: {
        body: { password: PASSWORD },
        description: 'The session is a new one.',
        errors: { ...NOT_OURS, ...MANY },
      },
    },
    changePreferences: {
      summary: 'Change in which time zone and language you see the panel',
      schema: {
        body: z.strictObject({
          timezone: Timezone.nullable().optional(),
          language: z
            .enum(LANGUAGES, `takes ${LANGUAGES.join(' or ')}, or null for the browser's`)
            .nullable()
            .optional(),
        }),
        answer: z.object({ preferences: Preferences }),
      },
      example: {
        body: { timezone: 'Europe/Berlin' },
        description: 'What is left out stays as it is; null forgets it. They follow you to every device.',
      },
    },
    signOut: {
      summary: 'End the session',
      schema: { answer: null },
      example: { errors: NOT_OURS },
    },
    signOutEverywhere: {
      summary: "End all of one's sessions",
      schema: { answer: null },
      example: { errors: NOT_OURS },
    },
  },
});

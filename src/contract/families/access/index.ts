import { z } from 'zod';
import { Instant } from '../../common.ts';
import { isEmail } from '../../email.ts';
import { family } from '../family.ts';
import { accessRoutes } from './routes.ts';

const role = z.enum(['admin', 'viewer'], 'takes admin or viewer');
const SCOPES = 'takes one or more of track, read, admin';
const scope = z.enum(['track', 'read', 'admin'], SCOPES);
const NAME = 'takes a name of 1 to 100 characters';
const EMAIL = 'takes an e-mail address such as ann@example.com';

export const OperatorEntry = z.object({
  id: z.string(),
  email: z.string(),
  role,
  createdAt: Instant,
  /** Null where they never signed in. */
  signedInAt: Instant.nullable(),
  password: z.boolean(),
  secondFactor: z.boolean(),
  /** Signed in through the provider of single sign-on before. */
  singleSignOn: z.boolean(),
  /** Until when the invitation holds; null where there is none, or it was taken. */
  invitedUntil: Instant.nullable(),
});
export type OperatorEntry = z.infer<typeof OperatorEntry>;

export const KeyEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(scope),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type KeyEntry = z.infer<typeof KeyEntry>;

/** To hand to the person; valid once. */
const link = { link: z.string(), expiresAt: Instant };
const operatorParams = { params: z.object({ operatorId: z.guid() }) };

const ID = '0d9a4e1c-6f0b-4a52-9c38-5b1f7e2d8a64';
const operatorId = { params: { operatorId: ID } };
const LAST = { 409: 'It is the last administrator who signs in.' };

export const access = family({
  title: 'Operators and keys',
  description: 'Who may read, and which programs may send.',
  routes: accessRoutes,
  endpoints: {
    operators: {
      summary: 'List operators',
      schema: { answer: z.object({ operators: z.array(OperatorEntry) }) },
      example: {},
    },
    inviteOperator: {
      summary: 'Invite someone; answers the link to hand to them',
      schema: {
        body: z.strictObject({ email: z.string(EMAIL).trim().toLowerCase().refine(isEmail, EMAIL), role }),
        answer: z.object({ operator: OperatorEntry, ...link }),
      },
      example: {
        body: { email: 'ann@example.com', role: 'viewer' },
        status: 201,
        description: 'The link is valid for seven days and once. Inviting again makes a new one.',
        errors: { 409: 'There is an operator of this e-mail, who signed in before.' },
      },
    },
    changeOperator: {
      summary: 'Give an operator another role',
      schema: {
        ...operatorParams,
        body: z.strictObject({ role }),
        answer: z.object({ operator: OperatorEntry }),
      },
      example: { ...operatorId, body: { role: 'admin' }, errors: LAST },
    },
    removeOperator: {
      summary: 'Remove an operator; their sessions end',
      schema: { ...operatorParams, answer: null },
      example: { ...operatorId, errors: LAST },
    },
    makeResetLink: {
      summary: "Make a link that sets an operator's password anew",
      schema: { ...operatorParams, answer: z.object({ operator: OperatorEntry, ...link }) },
      example: { ...operatorId, status: 201, description: 'The link is valid for a day and once.' },
    },
    signOutOperator: {
      summary: "End all of an operator's sessions",
      schema: { ...operatorParams, answer: z.object({ sessions: z.number().int() }) },
      example: operatorId,
    },
    keys: {
      summary: 'List API keys, revoked ones too',
      schema: { answer: z.object({ keys: z.array(KeyEntry) }) },
      example: {},
    },
    createKey: {
      summary: 'Make an API key; its text is answered this once',
      schema: {
        body: z.strictObject({
          name: z.string(NAME).trim().min(1, NAME).max(100, NAME),
          scopes: z.array(scope, SCOPES).min(1, SCOPES).max(3, SCOPES),
        }),
        answer: z.object({
          id: z.string(),
          /** Shown this once, stored nowhere. */
          key: z.string(),
          name: z.string(),
          scopes: z.array(scope),
        }),
      },
      example: { body: { name: 'web server', scopes: ['track'] }, status: 201 },
    },
    revokeKey: {
      summary: 'Revoke an API key, at once',
      schema: { params: z.object({ keyId: z.guid() }), answer: null },
      example: { params: { keyId: ID } },
    },
  },
});

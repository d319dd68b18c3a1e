import { z } from 'zod';
import { Instant } from '../common.ts';
import { isEmail } from '../email.ts';
import type { accessRoutes } from '../routes/access.ts';
import type { SchemasOf } from './schema.ts';

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
const operatorId = { params: z.object({ operatorId: z.guid() }) };

export const accessSchemas = {
  operators: { answer: z.object({ operators: z.array(OperatorEntry) }) },
  inviteOperator: {
    body: z.strictObject({ email: z.string(EMAIL).trim().toLowerCase().refine(isEmail, EMAIL), role }),
    answer: z.object({ operator: OperatorEntry, ...link }),
  },
  changeOperator: {
    ...operatorId,
    body: z.strictObject({ role }),
    answer: z.object({ operator: OperatorEntry }),
  },
  removeOperator: { ...operatorId, answer: null },
  makeResetLink: { ...operatorId, answer: z.object({ operator: OperatorEntry, ...link }) },
  signOutOperator: { ...operatorId, answer: z.object({ sessions: z.number().int() }) },
  keys: { answer: z.object({ keys: z.array(KeyEntry) }) },
  createKey: {
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
  revokeKey: { params: z.object({ keyId: z.guid() }), answer: null },
} satisfies SchemasOf<typeof accessRoutes>;

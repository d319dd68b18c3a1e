import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  type PgSchema,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

const id = () => uuid('id').primaryKey().default(sql`gen_random_uuid()`);
const createdAt = () => instant('created_at').notNull().default(sql`now()`);
const updatedAt = () => instant('updated_at').notNull().default(sql`now()`);

// Fields are named as the sign-in library names them; columns as the rest of the schema does.

/** People who read the analytics. */
export const operators = (s: PgSchema) =>
  s.table('operators', {
    id: uuid('id').primaryKey(),
    email: text('email').notNull().unique(),
    /** Whoever invited them vouched for the address. */
    emailVerified: boolean('email_verified').notNull().default(true),
    role: text('role').notNull(),
    twoFactorEnabled: boolean('second_factor').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    signedInAt: instant('signed_in_at'),
  });

/** How whoever looks at the panel wants to see it. The host's operators have no row among ours: it is kept by actor. */
export const operatorPreferences = (s: PgSchema) =>
  s.table('operator_preferences', {
    /** As the audit log names an actor. */
    actor: text('actor').primaryKey(),
    timezone: text('timezone'),
    language: text('language'),
    updatedAt: updatedAt(),
  });

/** How an operator proves who they are: a password's hash, or the subject of an OpenID Connect provider. */
export const operatorAccounts = (s: PgSchema) =>
  s.table(
    'operator_accounts',
    {
      id: id(),
      userId: uuid('operator_id').notNull(),
      providerId: text('provider').notNull(),
      accountId: text('subject').notNull(),
      password: text('password_hash'),
      createdAt: createdAt(),
      updatedAt: updatedAt(),
    },
    (t) => [
      unique('operator_accounts_subject').on(t.providerId, t.accountId),
      uniqueIndex('operator_accounts_operator').on(t.userId, t.providerId),
    ],
  );

/** Sessions, by the hashes of their tokens. */
export const operatorSessions = (s: PgSchema) =>
  s.table(
    'operator_sessions',
    {
      token: text('token_hash').primaryKey(),
      id: uuid('id').notNull().default(sql`gen_random_uuid()`),
      userId: uuid('operator_id').notNull(),
      createdAt: createdAt(),
      updatedAt: updatedAt(),
      seenAt: instant('seen_at').notNull().default(sql`now()`),
      expiresAt: instant('expires_at').notNull().default(sql`now()`),
    },
    (t) => [index('operator_sessions_operator').on(t.userId)],
  );

/** Secrets of authenticator apps and backup codes, both encrypted. */
export const operatorSecondFactors = (s: PgSchema) =>
  s.table('operator_second_factors', {
    id: id(),
    userId: uuid('operator_id').notNull().unique(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    verified: boolean('verified').notNull().default(false),
    /** Time step of the last code that was taken: neither it nor an earlier one is taken again. */
    lastStep: bigint('last_step', { mode: 'number' }),
    failedVerificationCount: integer('failures').notNull().default(0),
    lockedUntil: instant('locked_until'),
  });

/** What was begun and waits for its answer: invitations, resets, second factors, single sign-on. */
export const operatorChallenges = (s: PgSchema) =>
  s.table(
    'operator_challenges',
    {
      id: id(),
      /** Hash of the token. */
      identifier: text('token_hash').notNull(),
      value: text('value').notNull(),
      expiresAt: instant('expires_at').notNull(),
      createdAt: createdAt(),
      updatedAt: updatedAt(),
    },
    (t) => [
      index('operator_challenges_token').on(t.identifier),
      index('operator_challenges_value').on(t.value),
    ],
  );

/** One-time sign-in links, made by command. */
export const signInLinks = (s: PgSchema) =>
  s.table('sign_in_links', {
    tokenHash: text('token_hash').primaryKey(),
    operatorId: uuid('operator_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
  });

/** Sign-ins that failed lately, by keyed hashes of address and account. */
export const signInFailures = (s: PgSchema) =>
  s.table(
    'sign_in_failures',
    {
      id: id(),
      address: text('address').notNull(),
      account: text('account'),
      failedAt: instant('failed_at').notNull(),
    },
    (t) => [
      index('sign_in_failures_address').on(t.address, t.failedAt),
      index('sign_in_failures_account').on(t.account, t.failedAt),
    ],
  );

export const apiKeys = (s: PgSchema) =>
  s.table('api_keys', {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    keyHash: text('key_hash').notNull().unique(),
    /** First characters, to recognise it by. */
    prefix: text('prefix').notNull(),
    scopes: text('scopes').array().notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  });

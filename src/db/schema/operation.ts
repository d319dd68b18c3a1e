import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  type PgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** Facts about this installation: time zone, catalogue fingerprint, cache epoch. */
export const meta = (s: PgSchema) =>
  s.table('meta', { key: text('key').primaryKey(), value: jsonb('value').notNull() });

/** One row that every write shares and every change of user flags or rebuild takes for itself. */
export const writeGuard = (s: PgSchema) =>
  s.table('write_guard', {
    id: integer('id').primaryKey(),
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
  });

/** Columns that the catalogue added; not served until filled. */
export const catalogueColumns = (s: PgSchema) =>
  s.table(
    'catalogue_columns',
    {
      tableName: text('table_name').notNull(),
      columnName: text('column_name').notNull(),
      filled: boolean('filled').notNull(),
      addedAt: instant('added_at').notNull().default(sql`now()`),
    },
    (t) => [primaryKey({ columns: [t.tableName, t.columnName] })],
  );

/** How far each import source has been read, so that a second run adds only what is new. */
export const importRuns = (s: PgSchema) =>
  s.table('import_runs', {
    source: text('source').primaryKey(),
    rowsDone: bigint('rows_done', { mode: 'number' }).notNull(),
    mapping: text('mapping').notNull(),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  });

/** Every analytics access: an intent before the data is sent, a completion after it. */
export const auditLog = (s: PgSchema) =>
  s.table(
    'audit_log',
    {
      id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
      at: instant('at').notNull().default(sql`now()`),
      requestId: uuid('request_id').notNull(),
      phase: text('phase').notNull(),
      actor: text('actor').notNull(),
      endpoint: text('endpoint').notNull(),
      target: text('target'),
      parameters: jsonb('parameters'),
      status: integer('status'),
      rows: integer('rows'),
    },
    (t) => [index('audit_log_at').on(t.at)],
  );

export const operators = (s: PgSchema) =>
  s.table('operators', {
    id: uuid('id').primaryKey(),
    email: text('email').notNull().unique(),
    role: text('role').notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    signedInAt: instant('signed_in_at'),
  });

export const signInLinks = (s: PgSchema) =>
  s.table('sign_in_links', {
    tokenHash: text('token_hash').primaryKey(),
    operatorId: uuid('operator_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
  });

export const operatorSessions = (s: PgSchema) =>
  s.table('operator_sessions', {
    tokenHash: text('token_hash').primaryKey(),
    operatorId: uuid('operator_id').notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    seenAt: instant('seen_at').notNull().default(sql`now()`),
  });

export const apiKeys = (s: PgSchema) =>
  s.table('api_keys', {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    keyHash: text('key_hash').notNull().unique(),
    /** First characters, to recognise it by. */
    prefix: text('prefix').notNull(),
    scopes: text('scopes').array().notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  });

import { sql } from 'drizzle-orm';
import { bigint, index, integer, type PgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/**
 * Every access: an intent before the data is sent, a completion after it, and denials. One hash chain a
 * process; persons are named by tokens of `audit_subjects`.
 */
export const auditLog = (s: PgSchema) =>
  s.table(
    'audit_log',
    {
      chain: uuid('chain').notNull(),
      seq: bigint('seq', { mode: 'number' }).notNull(),
      at: instant('at').notNull(),
      requestId: uuid('request_id').notNull(),
      phase: text('phase').notNull(),
      actor: text('actor').notNull(),
      endpoint: text('endpoint').notNull(),
      target: text('target'),
      /** JSON as text: what was hashed is kept to the letter. */
      parameters: text('parameters'),
      status: integer('status'),
      rows: integer('rows'),
      /** Of which page view it is a request, as its caller says: requests of one have the same. */
      view: text('view'),
      /** Keyed hash of this row and of the hash before it. */
      hash: bytea('hash').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.chain, t.seq] }),
      index('audit_log_at').on(t.at),
      // Only what is written after the answer pays for finding it.
      index('audit_log_completion').on(t.requestId).where(sql`phase = 'completion'`),
      index('audit_log_denial').on(t.at).where(sql`phase = 'denial'`),
      index('audit_log_target').on(t.target, t.at).where(sql`target is not null`),
    ],
  );

/** What the tokens of the audit log stand for: people, keys, search texts. Empty where erased. */
export const auditSubjects = (s: PgSchema) =>
  s.table(
    'audit_subjects',
    {
      token: text('token').primaryKey(),
      /** What kind of word it was first seen as: `actor`, `user` or `parameter`. */
      kind: text('kind').notNull(),
      /** Null where the person was erased. */
      id: text('id'),
      seenAt: instant('seen_at').notNull(),
      /** Proves an erasure: no blank without one. */
      seal: bytea('seal'),
    },
    (t) => [index('audit_subjects_seen').on(t.seenAt)],
  );

/** Where each chain begins once retention has removed its older rows. */
export const auditAnchors = (s: PgSchema) =>
  s.table('audit_anchors', {
    chain: uuid('chain').primaryKey(),
    /** The last row that was removed. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: bytea('hash').notNull(),
    prunedAt: instant('pruned_at').notNull(),
    seal: bytea('seal').notNull(),
  });

/** How far each chain was signed into the head file: a file that was lost or cut is missed by it. */
export const auditSignings = (s: PgSchema) =>
  s.table('audit_signings', {
    chain: uuid('chain').primaryKey(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    signedAt: instant('signed_at').notNull(),
    seal: bytea('seal').notNull(),
  });

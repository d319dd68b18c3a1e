import { z } from 'zod';
import { Instant } from '../../common.ts';
import { logParams, pageSize, rangeParams, rangeQuery, tableParams } from '../../query.ts';
import { family } from '../family.ts';
import { FILES } from '../schema.ts';
import { auditRoutes } from './routes.ts';

/** How a request ended: `unfinished` where its answer wasn't made, or is still being made. */
export const AUDIT_OUTCOMES = ['answered', 'failed', 'denied', 'unfinished'] as const;

/** `person`: what was asked about one user. `change`: whatever does more than read, sign-ins among it. */
export const AUDIT_SUBJECTS = ['person', 'change'] as const;

export const auditQuery = () =>
  rangeQuery({
    period: rangeParams.period,
    startDate: rangeParams.startDate,
    endDate: rangeParams.endDate,
    timezone: rangeParams.timezone,
    /** As an entry tells it (`operator:…`), without its kind, or an operator's e-mail. */
    actor: z.string().min(1).max(300).optional(),
    endpoint: z
      .string()
      .regex(
        /^(?:[A-Za-z]{1,60}|cli [a-z -]{1,40})$/,
        'takes the name of an endpoint, such as userUsage, or of a command, such as cli erase',
      )
      .optional(),
    /** Id of the user that was looked at. */
    target: z.string().min(1).max(200).optional(),
    about: z.enum(AUDIT_SUBJECTS, `takes ${AUDIT_SUBJECTS.join(', ')}`).optional(),
    outcome: z.enum(AUDIT_OUTCOMES, `takes ${AUDIT_OUTCOMES.join(', ')}`).optional(),
    cursor: logParams.cursor,
    pageSize: pageSize(50),
    ...tableParams,
  });
export type AuditParams = z.infer<ReturnType<typeof auditQuery>>;

export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

const Actor = z.object({
  kind: z.string(),
  /** Null where the person was erased. */
  id: z.string().nullable(),
  /** Of an operator who is known. */
  email: z.string().nullable(),
  /** Of an API key. */
  name: z.string().nullable(),
});

export const AuditEntry = z.object({
  at: Instant,
  requestId: z.string(),
  actor: Actor,
  endpoint: z.string(),
  target: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()).nullable(),
  outcome: z.enum(AUDIT_OUTCOMES),
  status: z.number().int().nullable(),
  /** Rows that the answer told of. */
  rows: z.number().int().nullable(),
  completedAt: Instant.nullable(),
  /** Requests of one page view have the same, such as `usage.k3x9…`; null where the caller told none (`X-View`). */
  view: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z.object({
  entries: z.array(AuditEntry),
  /** Takes one to the next, older page; null at the end. */
  nextCursor: z.string().nullable(),
  meta: z.object({ start: Instant, end: Instant, timezone: z.string(), computedAt: Instant }),
});
export type AuditPage = z.infer<typeof AuditPage>;

/** GET /users/:userId/viewers: who looked at a user, the latest first. */
export const UserViewers = z.object({
  userId: z.string(),
  /** Up to 50. Refusals and failures are no look. */
  viewers: z.array(
    z.object({
      actor: Actor,
      /** Page views, each once however much it asked; a request of no page view counts by itself. */
      views: z.number().int(),
      firstAt: Instant,
      lastAt: Instant,
    }),
  ),
  meta: z.object({
    /** As far back as the audit log goes. */
    since: Instant.nullable(),
    computedAt: Instant,
  }),
});
export type UserViewers = z.infer<typeof UserViewers>;

export const audit = family({
  title: 'Audit',
  description: 'Who looked at what, in a chain that shows tampering.',
  routes: auditRoutes,
  endpoints: {
    audit: {
      summary: 'Who accessed what, when, and what came of it; newest first',
      schema: { query: auditQuery, answer: AuditPage, media: FILES },
      example: {
        query: { period: '7days', target: 'user-17', outcome: 'answered', pageSize: 20 },
        description:
          'One entry a request: its intent, written before the data was sent, with what came of it. Goes on with ' +
          '`cursor`; entries that are written meanwhile move no page. This request is an entry too.',
      },
    },
    userViewers: {
      summary: 'Who looked at one user, how often, and when last',
      schema: { answer: UserViewers },
      example: {
        params: { userId: 'user-17' },
        description: 'From the audit log, as far back as it goes. Whoever asks is among them.',
      },
    },
  },
});

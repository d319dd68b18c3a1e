import {
  type AuditQuery,
  decodePlace,
  type AuditedRequest as Listed,
  listAudit,
  listViewers,
} from '../../audit/index.ts';
import { auditedCommands, changingCommands } from '../../contract/commands.ts';
import type { auditRoutes } from '../../contract/families/audit/routes.ts';
import type { Route } from '../../contract/families/routes.ts';
import {
  type AuditEntry,
  type AuditPage,
  type AuditParams,
  type AuditSubject,
  routes,
  type UserViewers,
} from '../../contract/index.ts';
import { isKnown } from '../../export/export-user.ts';
import type { Column } from '../../export/index.ts';
import { BadRequest, foreignCursor, unknownUser } from '../../reports/errors.ts';
import { LISTED, resolveRange } from '../../reports/range/period.ts';
import type { Call, HandlersOf, Reply } from '../handler.ts';
import type { Services } from '../services.ts';
import { refuseFileParams, refuseLongFile, tableReply, wholeList } from '../table-reply.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Those who may stand behind an actor's id. */
export interface ActorNames {
  readonly emails: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string>;
}

export async function readPeople({ auth }: Pick<Services, 'auth'>): Promise<ActorNames> {
  const [operators, keys] = await Promise.all([auth.operators.list(), auth.keys.list()]);
  return {
    emails: new Map(operators.map(({ id, email }) => [id, email])),
    keys: new Map(keys.map(({ id, name }) => [id, name])),
  };
}

const CHANGES = Object.entries<Route>(routes).flatMap(([name, { method }]) =>
  method === 'GET' ? [] : [name],
);
const SUBJECTS: Readonly<Record<AuditSubject, Pick<AuditQuery, 'aboutSomebody' | 'endpoints'>>> = {
  person: { aboutSomebody: true },
  change: { endpoints: [...CHANGES, ...changingCommands] },
};

/** What is asked of the log, with its range, and the actors that the text may mean. */
export function auditQueryOf(
  { real, now }: Pick<Services, 'real' | 'now'>,
  people: ActorNames,
  query: Omit<AuditParams, 'format' | 'columns' | 'bom'>,
) {
  const known = [...Object.keys(routes), ...auditedCommands];
  if (query.endpoint !== undefined && !known.includes(query.endpoint))
    throw new BadRequest({ endpoint: `takes ${known.join(', ')}` });
  const after = query.cursor === undefined ? undefined : decodePlace(query.cursor);
  if (after === null) throw foreignCursor();
  // The log is the real platform's, whatever the reports show.
  const { period, startDate, endDate, timezone } = query;
  const range = resolveRange(
    { period, startDate, endDate, timezone, ...LISTED },
    { now: now(), zone: real.zone, first: 0 },
  );
  const asked: AuditQuery = {
    start: range.start,
    end: range.end,
    actors: query.actor === undefined ? undefined : actorsOf(query.actor, people),
    endpoint: query.endpoint,
    target: query.target,
    ...(query.about && SUBJECTS[query.about]),
    outcome: query.outcome,
    after,
    limit: query.pageSize,
  };
  return { asked, timezone: range.timezone };
}

function actorsOf(text: string, { emails }: ActorNames): string[] {
  if (/^[a-z]+:/.test(text)) return [text];
  const named = [...emails].filter(([, email]) => email.toLowerCase() === text.toLowerCase());
  const ids = named.map(([id]) => `operator:${id}`);
  if (UUID.test(text)) return [...ids, `operator:${text}`, `key:${text}`];
  return [...ids, `operator:host:${text}`, `operator:${text}`, `anonymous:${text}`];
}

function tellActor({ emails, keys }: ActorNames, { kind, id }: Listed['actor']): AuditEntry['actor'] {
  const bare = id?.slice(kind.length + 1) ?? '';
  return { kind, id, email: emails.get(bare) ?? null, name: keys.get(bare) ?? null };
}

/** An entry as it is answered, its actor put into words. */
export function tellEntry(people: ActorNames, entry: Listed): AuditEntry {
  return {
    ...entry,
    actor: tellActor(people, entry.actor),
    at: entry.at.toISOString(),
    completedAt: entry.completedAt?.toISOString() ?? null,
  };
}

const COLUMNS: readonly Column<AuditEntry>[] = [
  { name: 'at', value: (entry) => entry.at },
  { name: 'actor', value: (entry) => entry.actor.id },
  { name: 'actorEmail', value: (entry) => entry.actor.email },
  { name: 'actorName', value: (entry) => entry.actor.name },
  { name: 'endpoint', value: (entry) => entry.endpoint },
  { name: 'target', value: (entry) => entry.target },
  { name: 'parameters', value: (entry) => entry.parameters },
  { name: 'outcome', value: (entry) => entry.outcome },
  { name: 'status', value: (entry) => entry.status },
  { name: 'rows', value: (entry) => entry.rows },
  { name: 'completedAt', value: (entry) => entry.completedAt },
  { name: 'requestId', value: (entry) => entry.requestId },
  { name: 'view', value: (entry) => entry.view },
];

async function audit(call: Call<'audit'>): Promise<Reply> {
  const { services } = call;
  const { format, columns, bom, ...query } = call.query;
  const people = await readPeople(services);
  if (format !== 'json') {
    const { asked, timezone } = auditQueryOf(services, people, wholeList(query, call.given));
    const { entries, nextCursor } = await listAudit(services.real.db, services.secret, asked);
    refuseLongFile(nextCursor);
    const rows = entries.map((entry) => tellEntry(people, entry));
    const range = { start: asked.start, end: asked.end, timezone };
    return tableReply({ format, name: 'audit', range, columns: COLUMNS, asked: columns, bom, rows });
  }
  refuseFileParams(call.given);
  const { asked, timezone } = auditQueryOf(services, people, query);
  const { entries, nextCursor } = await listAudit(services.real.db, services.secret, asked);
  const body: AuditPage = {
    entries: entries.map((entry) => tellEntry(people, entry)),
    nextCursor,
    meta: {
      start: new Date(asked.start).toISOString(),
      end: new Date(asked.end).toISOString(),
      timezone,
      computedAt: new Date(services.now()).toISOString(),
    },
  };
  return { body, rows: entries.length };
}

async function userViewers({ services, view, params }: Call<'userViewers'>): Promise<Reply> {
  const userId = params.userId!;
  if (!(await isKnown(view.db, userId))) throw unknownUser();
  const people = await readPeople(services);
  const { viewers, since } = await listViewers(services.real.db, services.secret, userId);
  const body: UserViewers = {
    userId,
    viewers: viewers.map(({ actor, views, firstAt, lastAt }) => ({
      actor: tellActor(people, actor),
      views,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    })),
    meta: { since: since?.toISOString() ?? null, computedAt: new Date(services.now()).toISOString() },
  };
  return { body, rows: viewers.length };
}

export const auditHandlers: HandlersOf<typeof auditRoutes> = {
  audit: { run: audit },
  userViewers: { target: 'userId', run: userViewers },
};

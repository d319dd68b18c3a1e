/** Code of hosts, one for each entry point, as their compilers see it. */

const server = `
import { createServer } from 'node:http';
import type { Application, Request as ExpressRequest } from 'express';
import type { Client } from 'pg';
import { type Analytics, type AnalyticsOptions, createAnalytics, createUsageTracking, defineCatalogue, nodeHandler } from 'joip-analytics';
import { analyticsRoutes, closeWith, requestContext } from 'joip-analytics/express';
import { withAnalytics } from 'joip-analytics/node';

export async function open(app: Application, client: Client, maybe: string | undefined): Promise<Analytics> {
  const options: AnalyticsOptions = {
    databaseUrl: 'postgres://localhost/app',
    basePath: maybe,
    queue: { lanes: undefined },
    authorize: async (request) => (request.headers.has('cookie') ? { id: '1', email: maybe, role: 'admin' } : null),
  };
  const analytics = await createAnalytics(options);
  app.use('/insights', nodeHandler(analytics.fetch));
  app.use(analytics.middleware<ExpressRequest>({ userId: (request) => request.header('x-user'), visitId: undefined }));
  createServer(nodeHandler(analytics.fetch)).listen(0);
  app.use('/staff', analyticsRoutes(analytics));
  app.use('/own', analyticsRoutes<ExpressRequest>(analytics, { userId: (request) => request.header('x-user') }));
  const token: string | null = await analytics.beaconToken(maybe, { minutes: undefined });
  console.log(token);
  app.use(requestContext(analytics, { userId: async (request) => request.headers['x-user']?.toString() }));
  app.use(requestContext<ExpressRequest>(analytics, { userId: (request) => request.header('x-user') }));
  closeWith(app.listen(0), analytics).close();
  createServer(withAnalytics(analytics, { at: ['/insights', '/'] }, (request, response) => response.end(request.url)));
  await analytics.track({ action: 'session_created' });
  await analytics.trackMediaAction(null, 'media_uploaded');
  const outcome = await analytics.trackSessionAction('u', 'created', 's', { title: 'Sunset' }, { tx: client, visitId: maybe });
  const kind: 'committed' | 'duplicate' | string = outcome.outcome;
  const { users } = await analytics.reports.usageAnalytics({ period: '7days' });
  const total: number | null | undefined = users[0]?.totalActivity;
  for await (const { text } of analytics.exportUser('u')) console.log(text.length, kind, total);
  const { trackCaptionAction } = createUsageTracking(analytics);
  await trackCaptionAction('u', 'smart_caption_generated', { theme: 'JOI' });
  // @ts-expect-error A misspelt action does not compile.
  await trackCaptionAction('u', 'smart_caption_generatd');
  console.log(defineCatalogue);
  return analytics;
}
`;

const contract = `
import { type Outcome, routes, schemas } from 'joip-analytics/contract';
export const path: string = routes.analytics.path;
export const read = (value: unknown) => schemas.analytics.answer.parse(value).totalUsers.toFixed();
export const outcome: Outcome = { outcome: 'committed', eventId: '018f0000-0000-7000-8000-000000000000' };
`;

const catalogue = `
import { type DefaultCatalogue, defaultCatalogue, defineCatalogue } from 'joip-analytics/catalogue';
export const fingerprint: string = defaultCatalogue.fingerprint;
export type Counter = keyof DefaultCatalogue['counters'];
export const counter: Counter = 'sessionsCreated';
export { defineCatalogue };
`;

const client = `
import { ApiError, createCaller } from 'joip-analytics/client';
const call = createCaller({ baseUrl: 'http://127.0.0.1:3000' });
export const users = async () => (await call('usageAnalytics', { query: { period: '7days' } })).users.map((user) => user.userId);
export { ApiError };
`;

const sdk = `
import type { DefaultCatalogue } from 'joip-analytics/catalogue';
import { type ActivityOutcome, createTracker, type Drop, type RemoteTracker } from 'joip-analytics/sdk';
import { openSpool } from 'joip-analytics/sdk/spool';
export const tracker: RemoteTracker = createTracker<DefaultCatalogue>({
  url: 'https://example.com/insights',
  key: 'joip_x',
  spool: openSpool({ folder: '/var/lib/app/analytics', maxBytes: undefined }),
  beforeSend: (activity) => (activity.userId === 'bot' ? null : activity),
  onDrop: ({ reason, message }: Drop) => console.warn(reason, message),
});
export async function told(): Promise<ActivityOutcome> {
  await tracker.identify({ userId: 'u', name: 'Mara', createdAt: new Date() });
  // @ts-expect-error A misspelt action does not compile.
  await tracker.trackCaptionAction('u', 'smart_caption_generatd');
  return tracker.trackSessionAction('u', 'created', 's', { title: 'Sunset' }, { visitId: undefined });
}
`;

const beacon = `
import { type Beacon, createBeacon } from 'joip-analytics/beacon';
import { type DefaultCatalogue, defineCatalogue } from 'joip-analytics/catalogue';
export const counted: Beacon = createBeacon({ mount: '/insights', idle: undefined, token: () => Promise.resolve('t') });
counted.start();
counted.track('theme_selected', { theme: 'JOI' });
// @ts-expect-error A misspelt action does not compile.
counted.track('theme_selectd');
// @ts-expect-error Nor does another detail.
counted.track('theme_selected', { colour: 'red' });
export const typed = createBeacon<DefaultCatalogue>({ mount: '/insights', token: undefined });
export { defineCatalogue };
`;

const react = `
import type { JSX } from 'react';
import { METRICS, type Metric } from 'joip-analytics/react';
export const number = (metric: Metric, period: string | undefined): JSX.IntrinsicElements['joip-number'] => ({ metric, period, live: true, lang: 'de' });
// @ts-expect-error There is no such number.
export const wrong: JSX.IntrinsicElements['joip-number'] = { metric: 'users' };
export const users: JSX.IntrinsicElements['joip-top-users'] = { limit: 3, 'user-href': '/people/{id}' };
export const first: string = METRICS[0];
`;

const parts = `
import type { Metric, PartsSettings } from 'joip-analytics/parts';
export const metric: Metric = 'revenue';
export const settings: PartsSettings = { headers: async () => ({ authorization: 'Bearer x' }) };
globalThis.joipAnalytics = settings;
// @ts-expect-error A header is a text.
globalThis.joipAnalytics.headers = () => ({ authorization: 1 });
`;

const transactions = `
import type { Pool } from 'pg';
import { type Analytics, type NotCommittedError, createAnalytics } from 'joip-analytics';
import { type DrizzleTransaction, fromDrizzle } from 'joip-analytics/tx/drizzle';
import { fromKnex } from 'joip-analytics/tx/knex';
import { fromKysely } from 'joip-analytics/tx/kysely';
import { fromPostgresJs } from 'joip-analytics/tx/postgres-js';
import { fromPrisma } from 'joip-analytics/tx/prisma';
import { fromTypeOrm } from 'joip-analytics/tx/typeorm';
export async function pay(analytics: Analytics, tx: DrizzleTransaction): Promise<string> {
  const { outcome } = await analytics.trackMediaAction('u', 'media_uploaded', {}, { tx: fromDrizzle(tx), mustCommit: true });
  return outcome === 'pending' ? 'commits with the transaction' : outcome;
}
export const open = (pool: Pool): Promise<Analytics> => createAnalytics({ pool });
export const why = (error: NotCommittedError): string | undefined => error.code;
export { fromKnex, fromKysely, fromPostgresJs, fromPrisma, fromTypeOrm };
`;

/** All that a catalogue types: what is wrong doesn't compile, for ours and for a host's own. */
const typed = `
import { createAnalytics, createUsageTracking, defineCatalogue } from 'joip-analytics';
import type { DefaultCatalogue } from 'joip-analytics/catalogue';
import { createTracker } from 'joip-analytics/sdk';

export const forge = defineCatalogue({
  name: 'forge',
  features: { changes: { label: 'Changes', icon: 'GitCommitHorizontal' }, sessions: { label: 'Builds', icon: 'Play' } },
  actions: {
    commit: { feature: 'changes', label: 'Commit', details: { topic: 'text', lines: 'number', signed: 'boolean', files: 'list' } },
    revert: { feature: 'changes', label: 'Revert' },
    session_created: { feature: 'sessions', label: 'Build', details: { branch: 'text' } },
  },
  counters: { commits: { label: 'Commits', feature: 'changes', actions: ['commit'], ranked: true } },
  breakdowns: { topic: { label: 'Topic', actions: ['commit'], values: { feat: 'Feature' } } },
  totals: { sessions: ['commit'], mediaAdded: [], mediaRemoved: [], captions: [], allCaptions: [], compositions: [] },
});
// @ts-expect-error A counter of an action that there isn't.
defineCatalogue({ ...forge, counters: { merges: { label: 'Merges', feature: 'changes', actions: ['merge'] } } });

export async function own(databaseUrl: string): Promise<void> {
  const analytics = await createAnalytics({ databaseUrl, catalogue: forge });
  const details = { topic: 'feat', lines: 12, signed: true, files: ['a.ts'] };
  await analytics.track({ userId: 'u', action: 'commit', feature: 'changes', details });
  await analytics.track({ action: 'revert', feature: null, details: undefined });
  // @ts-expect-error An action of another catalogue.
  await analytics.track({ action: 'media_uploaded' });
  // @ts-expect-error Another feature than the action's.
  await analytics.track({ action: 'commit', feature: 'sessions' });
  // @ts-expect-error A detail of another kind.
  await analytics.track({ action: 'commit', details: { lines: '12' } });
  // @ts-expect-error A detail that the action doesn't declare.
  await analytics.track({ action: 'commit', details: { branch: 'main' } });
  // @ts-expect-error An action without details.
  await analytics.track({ action: 'revert', details: { topic: 'feat' } });
  // @ts-expect-error No field of an activity.
  await analytics.track({ action: 'commit', user: 'u' });
  await analytics.trackUserActivity('u', 'commit', 'changes', details, { tx: undefined });
  // @ts-expect-error Another feature than the action's.
  await analytics.trackUserActivity('u', 'commit', 'sessions');
  await analytics.trackSessionAction('u', 'created', 's', { branch: 'main' });
  // @ts-expect-error No such verb.
  await analytics.trackSessionAction('u', 'viewed', 's');
  // @ts-expect-error This catalogue has no media.
  await analytics.trackMediaAction('u', 'media_uploaded');
  const { trackSessionAction } = createUsageTracking(analytics);
  // @ts-expect-error A detail of another kind.
  await trackSessionAction('u', 'created', 's', { branch: 7 });
  const { users, topUsers } = await analytics.reports.usageAnalytics({
    period: '7days', feature: 'changes', action: ['commit'], topic: 'feat', sortBy: 'commits', groupBy: ['day', 'topic'],
  });
  const commits: number | null | undefined = users[0]?.commits;
  console.log(commits, topUsers[0]?.commits, (await analytics.reports.userUsage('u')).usageStats?.commits);
  // @ts-expect-error A counter of another catalogue.
  await analytics.reports.usageAnalytics({ sortBy: 'sessionsCreated' });
  // @ts-expect-error No such parameter.
  await analytics.reports.usageSummary({ features: 'changes' });
  // @ts-expect-error No such feature.
  await analytics.reports.usageSummary({ feature: 'media_gallery' });
}

export async function theirs(databaseUrl: string): Promise<void> {
  const analytics = await createAnalytics({ databaseUrl });
  await analytics.trackAdminAction('user_updated', 'admin-1', { targetUserId: 'u', reason: null });
  // @ts-expect-error No such action.
  await analytics.track({ action: 'session_creatd' });
  // @ts-expect-error A detail of another kind.
  await analytics.trackCaptionAction('u', 'smart_caption_generated', { captionLength: 'long' });
  // @ts-expect-error An action of another feature.
  await analytics.trackMediaAction('u', 'session_created');
  const remote = createTracker<DefaultCatalogue>({ url: 'https://example.com/insights', key: 'joip_x' });
  // @ts-expect-error A detail of another kind.
  await remote.track({ userId: 'u', action: 'bulk_download', details: { files: 'many' } });
  // @ts-expect-error No such action.
  await createTracker<typeof forge>({ url: 'https://example.com/insights', key: 'joip_x' }).track({ userId: 'u', action: 'merge' });
}
`;

export const consumers = {
  server,
  contract,
  catalogue,
  client,
  sdk,
  beacon,
  parts,
  react,
  transactions,
  typed,
} as const;

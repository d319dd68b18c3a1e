import type { CreateAnalytics } from './app/interface.ts';

// What a host's compiler is shown names no library of ours but zod: the declarations that these lines reach
// are all that is shipped (scripts/lib/declarations.mjs).
/** Whatever opens an installation is read when one is opened: what imports the library alone isn't held up. */
export const createAnalytics: CreateAnalytics = async (options) =>
  (await import('./app/analytics.ts')).createAnalytics(options);
export type { Analytics, HostSegments } from './app/interface.ts';
export type { AnalyticsOptions } from './app/options.ts';
export type { HostReports, ReportParams } from './app/report-types.ts';
export {
  createUsageTracking,
  type Tracker,
  type TrackingOptions,
  type UsageTracking,
} from './app/tracking.ts';
export type { HostOperator, Principal, Role, Scope } from './auth/roles.ts';
export * from './catalogue/index.ts';
export { type ConfigFile, defineConfig } from './config/define.ts';
export type * from './contract/index.ts';
export type { HostPool } from './db/host-pool.ts';
export { DatabaseRefusal, type RefusalCode } from './db/refusal.ts';
export type { NodeRequest, NodeResponse, RequestInfo } from './http/host.ts';
export type { MiddlewareOptions } from './http/middleware.ts';
export { nodeHandler } from './http/node-handler.ts';
export { defineMapping } from './import/define-mapping.ts';
export type { FactOutcome } from './ingest/check-fact.ts';
export type { RequestContext } from './ingest/context.ts';
export type { PrivacyPolicy } from './ingest/enrich.ts';
export type { HostTransaction, QueueLimits } from './ingest/host.ts';
export { NotCommittedError } from './ingest/must-commit.ts';
export type { Log } from './log/log.ts';

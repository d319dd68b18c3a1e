/** What snippets leave to the host that they are written for. */

/** Values that a host has, whatever it is made of. */
export const HOST = `
import type { CreditTransaction, Referral } from 'joip-analytics/contract';
import type * as calls from 'joip-analytics/client';
import type * as sdk from 'joip-analytics/sdk';
import type { Client } from 'pg';

declare global {
  const databaseUrl: string;
  const authorize: import('joip-analytics').AnalyticsOptions['authorize'];
  const analytics: import('joip-analytics').Analytics;
  const tracker: sdk.RemoteTracker;
  const createTracker: typeof sdk.createTracker;
  const call: calls.Call;
  const options: calls.CallerOptions;
  const createDownloader: typeof calls.createDownloader;
  const ApiError: typeof calls.ApiError;
  const client: Client;
  const userId: string;
  const adminId: string;
  const targetUserId: string;
  const ownerId: string;
  const referrerId: string;
  const refereeId: string;
  const sessionId: string;
  const shareId: string;
  const keyId: string;
  const id: string;
  const email: string;
  const avatarUrl: string;
  const role: string;
  const title: string;
  const createdAt: Date;
  const sharedAt: Date;
  const session: { id: string; title: string };
  const referral: Referral;
  const period: string;
  const url: string;
  const key: string;
  const connectionString: string;
  function sessionOf(request: Request): Promise<{ id: number; email: string | null; isStaff: boolean } | null>;
}
export {};
`;

const EXPRESS = `declare const app: import('express').Express;
declare global { namespace Express { interface Request { session?: { userId?: string } } } }`;

/** What a host of each framework has beside that. */
export const HOSTS: Readonly<Record<string, string>> = {
  express: EXPRESS,
  node: "declare const host: import('node:http').RequestListener;",
  fastify: "declare const app: import('fastify').FastifyInstance;",
  hono: `declare const app: import('hono').Hono;
import { serve } from '@hono/node-server';`,
  next: 'declare const userOf: (request: Request) => Promise<string | null>;',
  nestjs: "declare const app: import('@nestjs/common').INestApplication;",
  koa: `declare const app: import('koa');
declare function mount(path: string, middleware: import('koa').Middleware): import('koa').Middleware;`,
};

/** What a page's own snippets go on from, beside the values of any host. */
export const PAGES: Readonly<Record<string, string>> = {
  'docs/database.md': "import pg from 'pg';",
  'docs/init.md': "import express from 'express';",
  'docs/platform-facts.md': 'declare const name: string;',
  'docs/sdk.md': `declare const name: string;
interface Env { ANALYTICS_URL: string; ANALYTICS_KEY: string }
interface ExecutionContext { waitUntil(work: Promise<unknown>): void }`,
  'docs/transactions.md': `import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
declare const db: NodePgDatabase;
declare const connection: { run(text: string, values?: unknown[]): Promise<Record<string, unknown>[]> };
const sessions = pgTable('sessions', { id: text(), title: text() });
void [db, connection, sessions];`,
  'docs/client.md': `import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
void [createWriteStream, pipeline];`,
};

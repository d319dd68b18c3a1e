import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import type { ActivityInput } from '../../src/contract/index.ts';
import type { Database } from '../../src/db/connect.ts';
import { createEnrich } from '../../src/ingest/enrich.ts';
import { newEventId } from '../../src/ingest/ids.ts';

const enrich = createEnrich({ ip: 'truncate', userAgent: 'family' });

/** COPY of the same rows into a log with the same indexes: the most that PostgreSQL takes. */
export async function copyRows(db: Database, table: string, inputs: readonly ActivityInput[]): Promise<void> {
  const text = (value: ActivityInput['sessionId']) =>
    value == null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, ' ');
  const now = new Date().toISOString();
  const features: Record<string, { feature: string }> = defaultCatalogue.actions;
  const lines = inputs.map((a) =>
    [
      a.userId,
      a.createdAt == null ? now : new Date(a.createdAt).toISOString(),
      newEventId(),
      a.action,
      features[a.action]!.feature,
      a.details ? JSON.stringify(a.details) : '\\N',
      text(enrich.ipAddress(a.ipAddress)),
      text(enrich.userAgent(a.userAgent)),
      text(a.sessionId),
      text(a.visitId),
    ].join('\t'),
  );
  const client = await db.pool.connect();
  try {
    await pipeline(
      Readable.from(chunks(lines, 1_000)),
      client.query(
        copyFrom(`copy ${table} (user_id, created_at, event_id, action, feature, details, ip_address,
          user_agent, session_id, visit_id) from stdin`),
      ),
    );
  } finally {
    client.release();
  }
}

function* chunks(lines: readonly string[], size: number): Generator<string> {
  for (let i = 0; i < lines.length; i += size) yield `${lines.slice(i, i + size).join('\n')}\n`;
}

/** The specification's tracking: an INSERT awaited, then an UPSERT awaited, on 16 connections. */
export async function twoAwaits(
  db: Database,
  inputs: readonly ActivityInput[],
  connections = 16,
): Promise<void> {
  await db.pool.query(`create table if not exists public.spec_logs (id serial primary key, user_id varchar, action varchar
    not null, feature varchar not null, details jsonb, created_at timestamp default now())`);
  await db.pool.query(`create table if not exists public.spec_stats (id serial primary key, user_id varchar unique,
    sessions_created integer default 0, last_activity_at timestamp, updated_at timestamp default now())`);
  let next = 0;
  const worker = async () => {
    for (let a = inputs[next++]; a; a = inputs[next++]) {
      await db.pool.query(
        'insert into public.spec_logs (user_id, action, feature, details) values ($1, $2, $3, $4)',
        [a.userId, a.action, 'sessions', a.details ?? null],
      );
      await db.pool.query(
        `insert into public.spec_stats (user_id, sessions_created, last_activity_at) values ($1, 1, now())
         on conflict (user_id) do update set sessions_created = spec_stats.sessions_created + 1,
           last_activity_at = now(), updated_at = now()`,
        [a.userId],
      );
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

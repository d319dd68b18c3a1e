import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openInstallation } from '../app/open-installation.ts';
import { demandFacts, type ServerFacts } from './demand-server.ts';
import type { DatabaseRefusal } from './refusal.ts';

const prefix = inject('databasePrefix');
const tag = randomBytes(4).toString('hex');
const name = (what: string) => `${prefix}_${tag}_${what}`;

let admin: pg.Client;
const dropped: string[] = [];

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('serverUrl') });
  await admin.connect();
});
afterAll(async () => {
  for (const sql of dropped.reverse()) await admin.query(sql);
  await admin.end();
});

function urlOf(database: string, user?: string, password?: string): string {
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${database}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = password;
  return url.href;
}

async function makeDatabase(what: string, options = "encoding 'UTF8' locale 'C'"): Promise<string> {
  await admin.query(`create database ${name(what)} template template0 ${options}`);
  dropped.push(`drop database ${name(what)} with (force)`);
  return urlOf(name(what));
}

async function inDatabase(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
}

async function refusal(options: Parameters<typeof openInstallation>[0]): Promise<DatabaseRefusal> {
  return openInstallation(options).then(
    async (opened) => {
      await opened.close();
      throw new Error('it was taken');
    },
    (error: DatabaseRefusal) => error,
  );
}

describe('a database that would fail later is refused at the start, with the reason and the remedy', () => {
  it.each(['LATIN1', 'SQL_ASCII', 'EUC_JP', 'WIN1252'])('encoding %s', async (encoding) => {
    const url = await makeDatabase(encoding.toLowerCase(), `encoding '${encoding}' locale 'C'`);
    const { code, message } = await refusal({ databaseUrl: url });
    expect({ code, message }).toEqual({
      code: 'encoding',
      message:
        `the database "${name(encoding.toLowerCase())}" is encoded in ${encoding}, which can't hold every text; ` +
        `make one in UTF-8 and name it in the database URL: create database analytics encoding 'UTF8' template template0`,
    });
  });

  it.each(['public', 'pg_x', 'pg_catalog', 'information_schema', 'My Schema', ''])(
    'schema "%s"',
    async (schema) => {
      const { code, remedy } = await refusal({ databaseUrl: inject('serverUrl'), schema });
      expect({ code, remedy }).toEqual({
        code: 'schema',
        remedy: expect.stringContaining('such as analytics'),
      });
    },
  );

  it('a template, since every new database would be a copy', async () => {
    const url = await makeDatabase('template', `encoding 'UTF8' locale 'C' is_template true`);
    dropped.push(`alter database ${name('template')} is_template false`);
    expect(await refusal({ databaseUrl: url })).toMatchObject({ code: 'schema' });
  });

  const strangers: Record<string, string[]> = {
    'a view': ['create view analytics.users as select 1 as id'],
    'a materialized view': ['create materialized view analytics.user_activity_logs as select 1 as id'],
    'a foreign table': [
      'create foreign data wrapper elsewhere',
      'create server elsewhere foreign data wrapper elsewhere',
      'create foreign table analytics.users (id text) server elsewhere',
    ],
    'a sequence': ['create sequence analytics.meta'],
    'a table of the platform': ['create table analytics.users (id text)'],
    'another program’s list of migrations': ['create table analytics.schema_migrations (version text)'],
  };
  it.each(Object.keys(strangers))('%s under the name of a table of ours', async (what) => {
    const url = await makeDatabase(`s${Object.keys(strangers).indexOf(what)}`);
    await inDatabase(url, 'create schema analytics', ...strangers[what]!);
    expect(await refusal({ databaseUrl: url })).toMatchObject({
      code: 'tables',
      remedy: expect.stringContaining('SCHEMA'),
    });
  });

  it('a foreign table that took a table’s place later', async () => {
    const url = await makeDatabase('later');
    await (await openInstallation({ databaseUrl: url })).close();
    await inDatabase(
      url,
      'drop table analytics.saved_views',
      'create foreign data wrapper elsewhere',
      'create server elsewhere foreign data wrapper elsewhere',
      'create foreign table analytics.saved_views (id text) server elsewhere',
    );
    expect((await refusal({ databaseUrl: url })).message).toContain(
      'holds saved_views (foreign table) in place',
    );
  });

  it('a database, a user and a password that do not exist', async () => {
    await admin.query(`create role ${name('known')} login password 'right'`);
    dropped.push(`drop role ${name('known')}`);
    expect(await refusal({ databaseUrl: urlOf(name('nowhere')) })).toMatchObject({ code: 'missing' });
    for (const url of [urlOf('postgres', name('unknown'), 'x'), urlOf('postgres', name('known'), 'wrong')]) {
      const refused = await refusal({ databaseUrl: url });
      expect(refused).toMatchObject({ code: 'sign_in', remedy: expect.stringContaining('database URL') });
      expect(refused.message).not.toContain('wrong');
    }
  });
});

describe('the oldest server', () => {
  const facts: ServerFacts = {
    version: 150_000,
    encoding: 'UTF8',
    standby: false,
    readOnly: false,
    database: 'app',
    template: false,
    fsync: true,
    strangers: [],
    tables: [],
    migrated: false,
    usage: true,
  };
  it.each([90_624, 130_014, 140_022])('is newer than %i', (version) => {
    expect(() => demandFacts({ ...facts, version }, 'analytics')).toThrow(
      /^the server is PostgreSQL \d+; use PostgreSQL 15 or newer/,
    );
  });
  it.each([150_000, 150_018, 180_001])('is not newer than %i', (version) => {
    expect(() => demandFacts({ ...facts, version }, 'analytics')).not.toThrow();
  });
});

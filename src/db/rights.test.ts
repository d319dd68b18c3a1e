import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { anActivity, random } from '../../test/support/index.ts';
import type { Installation } from '../app/installation.ts';
import { openInstallation } from '../app/open-installation.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { examine } from '../jobs/doctor/index.ts';
import { reconcile } from '../jobs/reconcile.ts';
import { retain } from '../jobs/retention.ts';
import { connect } from './connect.ts';
import { monthOf, monthsAround } from './partitions.ts';
import type { DatabaseRefusal } from './refusal.ts';

/** The statements that docs/database.md tells people to paste, with roles of this test's. */
function documented(what: string): string[] {
  const page = readFileSync(new URL('../../docs/database.md', import.meta.url), 'utf8');
  const block = new RegExp(`<!-- rights: ${what} -->\\n\`\`\`sql\\n([^\`]+)`).exec(page)![1]!;
  return block
    .replaceAll('analytics_owner', owner)
    .replaceAll('analytics_app', app)
    .replaceAll('…', 'secret')
    .split(';\n')
    .filter((statement) => statement.trim() !== '');
}

const tag = `${inject('databasePrefix')}_${randomBytes(4).toString('hex')}`;
const [owner, app, database] = [`${tag}_owner`, `${tag}_app`, `${tag}_rights`];

const urlOf = (user?: string): string => {
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${database}`;
  if (user) [url.username, url.password] = [user, 'secret'];
  return url.href;
};

let admin: pg.Client;
const asAdmin = async (...statements: string[]) => {
  for (const sql of statements) await admin.query(sql);
};
const opened: Installation[] = [];
async function open(user: string, migrate = true): Promise<Installation> {
  const analytics = await openInstallation({ databaseUrl: urlOf(user), migrate });
  opened.push(analytics);
  return analytics;
}
const refusal = (user: string, migrate = true): Promise<DatabaseRefusal> =>
  open(user, migrate).then(
    () => Promise.reject(new Error('it was taken')),
    (error: DatabaseRefusal) => error,
  );

const partOf = (month: string) => `analytics.user_activity_logs_${month.replace('-', '_')}`;
const months = monthsAround(new Date());

beforeAll(async () => {
  const server = new pg.Client({ connectionString: inject('serverUrl') });
  await server.connect();
  await server.query(`create database ${database} template template0 encoding 'UTF8' locale 'C'`);
  await server.end();
  admin = new pg.Client({ connectionString: urlOf() });
  await admin.connect();
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await admin.end();
  const server = new pg.Client({ connectionString: inject('serverUrl') });
  await server.connect();
  await server.query(`drop database ${database} with (force)`);
  await server.query(`drop role if exists ${app}, ${owner}`);
  await server.end();
});

async function worksFor(analytics: Installation): Promise<void> {
  const outcome = await analytics.trackSessionAction('mara', 'created', 's-1', { title: 'Sunset' });
  expect(outcome.outcome).toBe('committed');
  expect((await analytics.identify({ userId: 'mara', email: 'mara@example.com' })).outcome).not.toBe(
    'refused',
  );
  const { users } = await analytics.reports.usageAnalytics({ period: '7days' });
  expect(users.map(({ userId }) => userId)).toEqual(['mara']);
}

async function diagnosis(user: string, ...names: string[]) {
  const db = connect({ url: urlOf(user) });
  const found = await examine({ db, catalogue: defaultCatalogue, now: Date.now });
  await db.close();
  return found.filter(({ name }) => names.includes(name));
}

describe('a role that owns its schema and nothing else', () => {
  it('is told what an administrator has to do where there is no schema', async () => {
    await asAdmin(documented('owner')[0]!);
    expect(await refusal(owner)).toMatchObject({
      code: 'rights',
      remedy: `run this as an administrator of the database: create schema "analytics" authorization ${owner}`,
    });
  });

  it('installs, runs and starts again', async () => {
    await asAdmin(documented('owner')[1]!);
    await worksFor(await open(owner));
    await open(owner);
    expect(await diagnosis(owner, 'rights', 'partitions')).toMatchObject([
      { status: 'ok' },
      { status: 'ok' },
    ]);
  });
});

describe('a role that may only read and write rows', () => {
  it('is told each statement that it lacks', async () => {
    const [make, usage, rows] = documented('rows') as [string, string, string];
    await asAdmin(make);
    expect(await refusal(app)).toMatchObject({
      code: 'rights',
      remedy: expect.stringContaining('grant usage'),
    });
    await asAdmin(usage);
    for (const migrate of [true, false])
      expect(await refusal(app, migrate)).toMatchObject({
        code: 'rights',
        remedy: expect.stringContaining('grant'),
      });
    await asAdmin(rows, `revoke insert on analytics.meta, analytics.users from ${app}`);
    expect((await refusal(app)).remedy).toBe(
      `run this as the owner of the schema: grant select, insert, update, delete on "analytics".meta, "analytics".users to ${app}`,
    );
    expect(await diagnosis(app, 'rights')).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('"analytics".meta') },
    ]);
  });

  it.each([true, false])('runs with migrate: %s', async (migrate) => {
    await asAdmin(...documented('rows').slice(1));
    await worksFor(await open(app, migrate));
    expect(await diagnosis(app, 'rights', 'partitions')).toMatchObject([{ status: 'ok' }, { status: 'ok' }]);
  });

  it('recounts, and removes what retention asks for, though it may drop and truncate nothing', async () => {
    const { db, ingest } = await open(app);
    const before = Date.now() - 200 * 86_400_000;
    const old = [1, 2, 3].map((n) =>
      anActivity({ userId: 'mara', createdAt: before + n, eventId: random(n).uuid(before + n) }),
    );
    expect(await ingest.writeHistory(old, 'test')).toMatchObject(old.map(() => ({ outcome: 'committed' })));
    expect(await reconcile(db, { catalogue: defaultCatalogue })).toMatchObject({ total: 0 });
    const policy = { activity: { sessions: 100 }, auditLog: 'keep', deadLetters: 'keep' } as const;
    expect(await retain(db, { catalogue: defaultCatalogue, policy, now: Date.now() })).toMatchObject({
      rows: 3,
      partitions: [],
    });
    expect(await reconcile(db, { catalogue: defaultCatalogue })).toMatchObject({ total: 0 });
  });

  it('is told by doctor where it may make no temporary tables', async () => {
    await asAdmin(`revoke temporary on database ${database} from public`);
    expect(await diagnosis(app, 'rights')).toMatchObject([
      { status: 'warn', mend: expect.stringContaining('grant temporary on database') },
    ]);
  });

  it('has months made that are missing, and may work in them', async () => {
    await asAdmin(...months.map((month) => `drop table ${partOf(month)}`));
    await worksFor(await open(app));
    const held = await admin.query(
      `select count(*)::int as n from unnest($1::text[]) t where has_table_privilege($2, t, 'delete')`,
      [months.map(partOf), app],
    );
    expect(held.rows[0].n).toBe(months.length);
  });

  it('without the right to make months: works while there are some, doctor warns, then it refuses and says why', async () => {
    await asAdmin(`revoke execute on function analytics.make_log_month(text) from ${app}`);
    const analytics = await open(app);
    const lasting = {
      name: 'partitions',
      status: 'warn',
      mend: expect.stringContaining('grant execute on function'),
    };
    expect(await diagnosis(app, 'partitions')).toMatchObject([lasting]);
    await asAdmin(`drop table ${partOf(months[4]!)}`, `drop table ${partOf(months[3]!)}`);
    await worksFor(await open(app));
    expect(await diagnosis(app, 'partitions')).toMatchObject([lasting]);
    await asAdmin(`drop table ${partOf(monthOf(Date.now()))}`);
    expect(await refusal(app)).toMatchObject({ code: 'rights' });
    const refused = await analytics.trackSessionAction('mara', 'viewed', 's-1');
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(refused).toMatchObject({ message: expect.stringMatching(/no partition for .*grant execute/) });
    expect(await diagnosis(app, 'partitions')).toMatchObject([{ status: 'fail' }]);
  });

  it('is sent to the owner for an upgrade', async () => {
    await asAdmin(`delete from analytics.schema_migrations where tag = '0001_storage'`);
    expect(await refusal(app)).toMatchObject({
      code: 'rights',
      remedy: expect.stringContaining('joip-analytics migrate'),
    });
    expect(await refusal(app, false)).toMatchObject({ code: 'behind' });
  });
});

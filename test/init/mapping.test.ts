import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readConfigFile } from '../../src/config/index.ts';
import { withMapping } from '../../src/db/mapping.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { project } from './project.ts';

/** What a template would read, and what would end a comment. */
const ODD = ['odd`$', '{1}\nname_likes'].join('');

const files = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { express: '5', '@prisma/client': '6', 'joip-analytics': '*' },
  }),
  'app.js': "import express from 'express';\nexport const app = express();\n",
};

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
  vi.stubEnv('DATABASE_URL', undefined);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await t?.drop();
});

/** The configuration that init writes: its text, and what it holds when it is read as any command reads it. */
async function written(more: Readonly<Record<string, string>> = {}, env = `DATABASE_URL=${t.url}\n`) {
  vi.stubEnv('DATABASE_URL', undefined);
  const p = project({ ...files, ...more });
  try {
    p.write('.env', env);
    const { stdout, stderr } = await p.init('--yes');
    expect(stderr).toBe('');
    const { file } = await readConfigFile(undefined, p.folder);
    return { text: p.read('joip-analytics.config.js'), facts: file.facts!, stdout };
  } finally {
    p.remove();
  }
}

it('proposes what the tables of the database tell, each tried; what is not certain as a comment', async () => {
  await t.db.pool.query(`
    create type public.pay_kind as enum ('purchase', 'subscription');
    create table public."User" (id uuid primary key, "displayName" text, email text, is_staff boolean, "createdAt" timestamp(3));
    create table public.payments (id bigserial primary key, "userId" uuid references public."User", kind public.pay_kind,
      amount_cents int, currency text, status text, created_at timestamptz);
    insert into public.payments (status) values ('paid'), ('failed');
    create table public.invitations (id int primary key, inviter_id uuid, invitee_id uuid, created_at date);
    create table public.shares (id int primary key, author uuid references public."User", type text, created_at timestamptz);
    insert into public.shares values (1, null, 'SESSION'), (2, null, 'MEDIA');
    create table public.likes (user_id uuid, post_id int references public.shares, created_at timestamptz, primary key (user_id, post_id))`);
  const { facts, text, stdout } = await written();
  expect(facts).toEqual({
    users: `select id, email, "displayName" as name, is_staff as internal, "createdAt" at time zone 'UTC' as created_at from public."User"`,
    creditTransactions: `select id, "userId" as user_id, kind, amount_cents as amount, currency, created_at from public.payments where status in ('paid')`,
    referrals: `select id, inviter_id as referrer_id, invitee_id as referee_id, created_at::timestamp at time zone 'UTC' as created_at from public.invitations`,
    communityShares: `select id, author as owner_id, lower(type::text) as kind, created_at as shared_at from public.shares`,
    communityLikes: `select user_id::text || ':' || post_id::text as id, user_id, post_id as share_id, created_at from public.likes`,
  });
  expect((await withMapping(t.db, facts)).relations.communityLikes.mapped).toBe(true);
  expect(stdout).toContain('tables           the database of DATABASE_URL');
  expect(text).not.toContain('- ');

  await t.db.pool.query(`alter table public.payments rename amount_cents to amount; alter table public.shares drop type;
    alter table public.invitations alter inviter_id type json using null; drop table public.likes;
    create table public."${ODD}" (id int primary key, user_id int, share_id int, created_at timestamptz)`);
  const unsure = await written();
  expect(Object.keys(unsure.facts)).toEqual(['users', 'communityLikes']);
  expect(unsure.facts.communityLikes).toContain(`from public."${ODD}"`);
  expect(unsure.text).toContain('// - amount: is amount in minor units, such as cents?');
  expect(unsure.text).toContain('// - kind: no column tells it; it takes session, media');
  expect(unsure.text).toContain('// - facts.referrals: the column referrer_id is json, but takes text');
  expect(unsure.stdout).toContain(
    'Look at what joip-analytics.config.js proposes: creditTransactions, referrals, communityShares.',
  );
});

it('is read by other commands, with the address from where the host keeps it', async () => {
  const p = project({ ...files, 'src/app.ts': files['app.js'], 'app.js': '' });
  try {
    p.write('.env.local', `DATABASE_URL=${t.url}\n`);
    const done = await p.init('--yes');
    expect(done.stdout).toContain('npx joip-analytics doctor --env-file .env.local');
    const { stdout } = await p.run('doctor', '--env-file', join(p.folder, '.env.local'));
    expect(stdout).toMatch(/^ok {4}mapping: .* users \d+ rows?/m);
    const missing = await p.run('doctor', '--env-file', join(p.folder, '.env'));
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('.env')]);
  } finally {
    vi.stubEnv('DATABASE_URL', undefined);
    p.remove();
  }
});

it.each<[orm: string, path: string, text: string, sql: string]>([
  [
    '@prisma/client',
    'prisma/schema.prisma',
    'model Account {\n  id Int @id @default(autoincrement())\n  email String? @unique // a comment\n  joined DateTime @map("joined_at") @db.Timestamptz\n  posts Post[]\n  @@map("accounts")\n}\n',
    'select id, email, joined_at as created_at from public.accounts',
  ],
  [
    'drizzle-orm',
    'schema.ts',
    "export const users = pgTable('users', {\n  id: serial('id').primaryKey(),\n  fullName: varchar('full_name', { length: 256 }),\n  createdAt: timestamp('created_at', { withTimezone: true }).defaultNow(),\n});\n",
    'select id, full_name as name, created_at from public.users',
  ],
  [
    'typeorm',
    'user.entity.ts',
    "@Entity('users')\nexport class User {\n  @PrimaryGeneratedColumn('uuid')\n  id: string;\n\n  @Column({ unique: true })\n  email: string;\n\n  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })\n  createdAt: Date;\n}\n",
    'select id, email, created_at from public.users',
  ],
  [
    'knex',
    'migrations/1.js',
    "exports.up = (knex) => knex.schema.createTable('users', (table) => {\n  table.increments();\n  table.string('name').notNullable();\n  table.timestamps(true, true);\n});\n",
    'select id, name, created_at from public.users',
  ],
  [
    'kysely',
    'migrations/1.ts',
    "await db.schema.createTable('user').addColumn('id', 'serial', (col) => col.primaryKey()).addColumn('name', 'varchar').addColumn('created_at', 'timestamp').execute();\n",
    `select id, name, created_at at time zone 'UTC' as created_at from public."user"`,
  ],
  [
    'pg',
    'db/schema.sql',
    'create table if not exists users (\n  id bigint generated always as identity primary key, -- key\n  email text not null,\n  price numeric(10, 2),\n  created_at timestamptz not null default now()\n);\n',
    'select id, email, created_at from public.users',
  ],
])('proposes what the files of %s tell where the database can not be asked', async (orm, path, text, sql) => {
  const manifest = JSON.stringify({ type: 'module', dependencies: { express: '5', [orm]: '*' } });
  const { facts, text: config, stdout } = await written({ 'package.json': manifest, [path]: text }, '');
  expect(facts).toEqual({});
  expect(config).toContain(`// users: \`${sql}\`,`);
  expect(config).toContain("// - not tried: the database wasn't reached");
  expect(stdout).toContain(`${path} (no address of a PostgreSQL server is known)`);
});

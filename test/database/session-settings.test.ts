import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { oddSettings } from '../../scripts/lib/odd-settings.mjs';
import { emptyDatabase } from '../support/index.ts';
import { type Where, wholePath } from './whole-path.ts';

const role = `joip_odd_${randomBytes(4).toString('hex')}`;
const password = randomBytes(8).toString('hex');
let admin: pg.Client;
/** Those that this server's version has. */
let odd: [name: string, value: string][];
let clean: Record<string, unknown>;
const drops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('serverUrl') });
  await admin.connect();
  await admin.query(`create role ${role} superuser login password '${password}'`);
  const { rows } = await admin.query('select lower(name) as name from pg_settings');
  const known = new Set(rows.map(({ name }) => name));
  odd = Object.entries(oddSettings).filter(([name]) => known.has(name));
  clean = await wholePath(await aDatabase());
}, 120_000);
afterAll(async () => {
  for (const drop of drops) await drop();
  await admin.query(`drop role ${role}`);
  await admin.end();
});

/** An empty database that a superuser reaches without anything in between. */
async function aDatabase(user?: string): Promise<Where & { name: string }> {
  const { url: given, drop } = await emptyDatabase();
  drops.push(drop);
  const url = new URL(inject('serverUrl'));
  url.pathname = new URL(given).pathname;
  if (user) {
    url.username = user;
    url.password = password;
  }
  return { url: url.href, name: url.pathname.slice(1) };
}

const asOption = ([name, value]: [string, string]) =>
  `-c ${name}=${value
    .replace(/^'|'$/g, '')
    .replace(/',\s*'/g, ',')
    .replaceAll(' ', '\\ ')}`;

/** Every way by which a session of ours comes to a setting that we did not make. */
const ways: Record<string, () => Promise<Where>> = {
  async 'the role'() {
    for (const [name, value] of odd) await admin.query(`alter role ${role} set ${name} = ${value}`);
    return aDatabase(role);
  },
  async 'the role, where a pooler lends its sessions'() {
    // Nothing of ours holds between two transactions; a pooler replaces what this ends, here nobody does.
    await admin.query(`alter role ${role} reset idle_session_timeout`);
    return { ...(await aDatabase(role)), options: { pooler: 'transaction' } };
  },
  async 'the database'() {
    const where = await aDatabase();
    for (const [name, value] of odd) await admin.query(`alter database ${where.name} set ${name} = ${value}`);
    return where;
  },
  async PGOPTIONS() {
    const where = await aDatabase();
    process.env.PGOPTIONS = odd.map(asOption).join(' ');
    return where;
  },
};

describe('every setting that a session inherits', () => {
  afterAll(() => {
    delete process.env.PGOPTIONS;
  });

  it.for(Object.keys(ways))(
    'may be odd by way of %s: every answer is the same',
    { timeout: 180_000 },
    async (way, { skip }) => {
      // Citus connects to its workers as the same role: what it has as its default holds there, where ours isn't said.
      skip(
        Boolean(inject('databaseKind').workers) && way.startsWith('the role'),
        'the role’s settings hold on workers',
      );
      expect(await wholePath(await ways[way]!())).toEqual(clean);
    },
  );
});

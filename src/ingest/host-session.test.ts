import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { oddSettings } from '../../scripts/lib/odd-settings.mjs';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { recordFacts } from './facts.ts';
import type { HostTransaction } from './host.ts';

let t: TestDatabase;
let host: pg.Client;
beforeAll(async () => {
  t = await testDatabase();
});
beforeEach(async () => {
  host = new pg.Client({ connectionString: t.url });
  await host.connect();
  // What would end or refuse its own transaction is the host's to care for, where the role inherits it.
  await host.query(
    `set exit_on_error = off; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
     set default_transaction_read_only = off; set default_transaction_isolation = 'read committed'`,
  );
  return () => host.end();
});
afterAll(() => t.drop());

/** What a host's driver makes of rows. */
const drivers: Record<string, (row: Record<string, unknown>) => unknown> = {
  'as pg gives them': (row) => row,
  'camel-cased': (row) =>
    mapKeys(row, (key) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
  'in capitals': (row) => mapKeys(row, (key) => key.toUpperCase()),
  'as arrays': (row) => Object.values(row),
  'parsed by a host of odd tastes': (row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, odd(value)])),
};
const mapKeys = (row: Record<string, unknown>, change: (key: string) => string) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [change(key), value]));
function odd(value: unknown): unknown {
  if (value === '') return null;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' || value instanceof Date) return `${value}`;
  if (typeof value === 'string' && value.startsWith('{')) return JSON.parse(value);
  return value;
}
const withDriver = (read: (row: Record<string, unknown>) => unknown): HostTransaction => ({
  async query(text, values) {
    const { rows } = await host.query(text, values);
    return { rows: (rows as Record<string, unknown>[]).map(read) };
  },
});

/** Operators, functions and types that would be taken for PostgreSQL's, by who leaves its schema for last. */
const SHADOW = `
  create schema shadow;
  create function shadow.wrong(text, text) returns bool language sql as 'select false';
  create operator shadow.= (leftarg = text, rightarg = text, procedure = shadow.wrong);
  create function shadow.jsonb_array_elements_text(jsonb) returns setof text language sql as 'select null::text';
  create function shadow.floor(numeric) returns numeric language sql as 'select 0::numeric';
  create domain shadow.text as pg_catalog.int4;
  create domain shadow.jsonb as pg_catalog.int4;`;

/** Sessions that a host may hand us in the middle of its work. */
const sessions: Record<string, string> = {
  'an ordinary session': '',
  'a path on which others come before PostgreSQL': `${SHADOW} set search_path = shadow, pg_catalog`,
  'a path that leads nowhere': `set search_path = ''`,
  ...Object.fromEntries(
    Object.entries(oddSettings)
      // What ends or refuses the host's own transaction is the host's to bear.
      .filter(([name]) => !/read_only|_timeout|^exit_on_error|^search_path/.test(name))
      .map(([name, value]) => [`${name} = ${value}`, `set ${name} = ${value}`]),
  ),
};

/** Citus writes what it sends to workers by the session's settings, which those don't have. */
const NOT_ON_CITUS = ['a path on which others come before PostgreSQL'];

const at = '2026-03-15T12:00:00.123Z';
const referral = {
  id: 'r',
  referrerId: 'ann',
  refereeId: 'bob',
  code: ' A ',
  creditReward: 5,
  createdAt: at,
};
const share = { id: 's', ownerId: 'ann', kind: 'session', sharedAt: at, removedAt: null };
const event = {
  eventId: '0195a3c0-0000-7000-8000-000000000001',
  userId: 'ann',
  action: 'session_created',
  createdAt: new Date().toISOString(),
  details: { title: `it's \\ "quoted"` },
};

/** Writes each thing new, again, changed and removed, and answers every outcome. */
async function outcomes(tx: HostTransaction): Promise<unknown> {
  const track = async (details: object) =>
    (await t.ingest.track({ ...event, details }, { tx })).outcome.outcome;
  const outcome = ([first]: { outcome: string }[]) => first!.outcome;
  return {
    tracked: await track(event.details),
    again: await track(event.details),
    other: await track({ title: 'other' }),
    facts: outcome(await recordFacts(t.db, 'referrals', [referral], { tx })),
    same: outcome(await recordFacts(t.db, 'referrals', [referral], { tx })),
    conflict: outcome(await recordFacts(t.db, 'referrals', [{ ...referral, code: 'X' }], { tx })),
    share: outcome(await recordFacts(t.db, 'communityShares', [share], { tx })),
    removed: outcome(await recordFacts(t.db, 'communityShares', [{ ...share, removedAt: at }], { tx })),
  };
}
const EXPECTED = {
  tracked: 'pending',
  again: 'duplicate',
  other: 'refused',
  facts: 'pending',
  same: 'pending',
  conflict: 'refused',
  share: 'pending',
  removed: 'pending',
};

/** Its settings, but for those of a transaction under way. */
const settingsOf = async () =>
  (
    await host.query(
      `select name, setting from pg_catalog.pg_settings where name not like 'transaction\\_%' order by 1`,
    )
  ).rows;

/** What is in the transaction, seen by the host. */
async function kept() {
  const { s } = t.db;
  await host.query(`set search_path = pg_catalog; set datestyle = 'ISO'; set timezone = 'UTC'`);
  const { rows } = await host.query(
    `select (select json_agg(r) from (select id, code, created_at::text from ${s}.referrals) r) as referrals,
       (select json_agg(r) from (select id, removed_at::text from ${s}.community_shares) r) as shares,
       (select json_agg(details) from ${s}.user_activity_logs where user_id = 'ann') as details,
       (select count(*)::int from ${s}.activity_pending where user_id = 'ann') as pending`,
  );
  return rows[0];
}
const KEPT = {
  referrals: [{ id: 'r', code: ' A ', created_at: '2026-03-15 12:00:00.123+00' }],
  shares: [{ id: 's', removed_at: '2026-03-15 12:00:00.123+00' }],
  details: [event.details],
  pending: 1,
};

describe('in a host’s transaction, outcomes and rows are the same', () => {
  it.for(Object.keys(sessions))('in %s, which is left as it was', async (name, { skip }) => {
    skip(
      inject('databaseKind').workers !== undefined && NOT_ON_CITUS.includes(name),
      'docs/scale.md says so',
    );
    await host.query('begin');
    await host.query(sessions[name]!).catch((error: { code?: string }) => {
      // A setting of other versions.
      if (error.code === '42704') skip();
      throw error;
    });
    const before = await settingsOf();
    expect(await outcomes(withDriver(drivers['as pg gives them']!))).toEqual(EXPECTED);
    expect(await settingsOf()).toEqual(before);
    expect(await kept()).toEqual(KEPT);
    await host.query('rollback');
  });

  it.each(Object.keys(drivers))('with rows %s', async (name) => {
    await host.query('begin');
    expect(await outcomes(withDriver(drivers[name]!))).toEqual(EXPECTED);
    expect(await kept()).toEqual(KEPT);
    await host.query('rollback');
  });
});

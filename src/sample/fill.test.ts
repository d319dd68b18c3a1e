import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { reconcile } from '../jobs/reconcile.ts';
import { fillSample, sampleState } from './index.ts';

const NOW = Date.UTC(2026, 2, 15, 23, 59, 59);
const SMALL = { seed: 3, now: NOW, users: 120, days: 40 };

/** Everything that the sample decides, ids included; `users.user_no` and the signals' writer are not. */
async function digest({ db }: TestDatabase): Promise<string> {
  const hash = createHash('sha256');
  const queries = [
    'select * from %.user_activity_logs order by user_id, created_at, event_id',
    'select id, email, name, internal, created_at, first_seen_at from %.users order by id',
    'select user_id, hour, signal, sum(n) from %.user_signals group by 1, 2, 3 order by 1, 2, 3',
    'select * from %.credit_transactions order by id',
    'select * from %.referrals order by id',
    'select * from %.community_shares order by id',
    'select * from %.community_likes order by id',
    'select day, at, text, version, author_email, created_at from %.annotations order by day, at',
  ];
  for (const query of queries) {
    const { rows } = await db.pool.query(query.replace('%', db.s));
    expect(rows.length).toBeGreaterThan(0);
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

describe('a small sample platform', () => {
  let t: TestDatabase;
  beforeAll(async () => {
    t = await testDatabase();
    await fillSample({ db: t.db, ingest: t.ingest, ...SMALL });
  });
  afterAll(() => t.drop());

  it('is the same for the same seed and date, and another for another', async () => {
    const [again, other] = [await testDatabase(), await testDatabase()];
    await fillSample({ db: again.db, ingest: again.ingest, ...SMALL });
    await fillSample({ db: other.db, ingest: other.ingest, ...SMALL, seed: 4 });
    expect(await digest(again)).toBe(await digest(t));
    expect(await digest(other)).not.toBe(await digest(t));
    await Promise.all([again.drop(), other.drop()]);
  });

  it('is exact', async () => {
    expect(await reconcile(t.db, { catalogue: defaultCatalogue })).toMatchObject({ total: 0, pending: 0 });
  });

  it('holds every action, within its days, and none before its account', async () => {
    const { rows } = await t.db.pool.query(
      `select count(distinct action) as actions, min(l.created_at) >= '2026-02-04Z' as "from",
         max(l.created_at) <= $1 as until, bool_and(l.created_at >= coalesce(u.created_at, l.created_at)) as "after"
       from ${t.db.s}.user_activity_logs l join ${t.db.s}.users u on u.id = l.user_id`,
      [new Date(NOW)],
    );
    const actions = Object.keys(defaultCatalogue.actions).length;
    expect(rows[0]).toEqual({ actions, from: true, until: true, after: true });
  });

  it('has staff that is internal, and accounts that were never identified', async () => {
    const { rows } = await t.db.pool.query(
      `select count(*) filter (where internal) as staff, count(*) filter (where not identified) as stubs,
         count(*) filter (where avatar_url is not null) as avatars,
         count(*) filter (where email !~ '@example\\.(com|org)$') as others from ${t.db.s}.users`,
    );
    expect(rows[0]).toEqual({ staff: 6, stubs: 1, avatars: 0, others: 0 });
  });

  it('says that it is a sample, and whole', async () => {
    expect(await sampleState(t.db)).toEqual({
      seed: 3,
      date: '2026-03-15',
      users: 120,
      days: 40,
      complete: true,
    });
  });
});

it('refuses a database that holds anything', async () => {
  const t = await testDatabase();
  await t.ingest.track(anActivity());
  await expect(fillSample({ db: t.db, ingest: t.ingest, ...SMALL })).rejects.toThrow(
    'sample data goes into an empty database only',
  );
  expect(await sampleState(t.db)).toBeNull();
  await t.drop();
});

it('stops when told to, and does not call itself complete', async () => {
  const t = await testDatabase();
  const stop = new AbortController();
  const onProgress = () => stop.abort();
  await expect(
    fillSample({ db: t.db, ingest: t.ingest, ...SMALL, onProgress, signal: stop.signal }),
  ).rejects.toThrow('aborted');
  expect(await sampleState(t.db)).toMatchObject({ complete: false });
  await t.drop();
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { schemas } from '../contract/index.ts';

let s: TestServer;
let admin: string;
let trackKey: string;
let readKey: string;
beforeAll(async () => {
  s = await testServer();
  admin = await s.signIn('admin@example.com', 'admin');
  [trackKey, readKey] = [await s.key('track'), await s.key('read')];
  await s.analytics.ingest.track(anActivity({ userId: 'someone' }));
  await s.analytics.ingest.track(anActivity({ action: 'nope' }));
});
afterAll(() => s.close());

describe('health', () => {
  it('answers anyone, whatever they send along', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const answer = await s.ask(path, { headers: { authorization: 'Bearer nonsense', cookie: 'x=y' } });
      expect([answer.status, answer.json]).toEqual([200, { status: 'ok' }]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('is not ready where migrations are missing or the queue is full, and lives on', async () => {
    const small = await testServer({ queue: { maxActivities: 1 } });
    await small.t.db.pool.query(`delete from analytics.schema_migrations where tag = '0001_storage'`);
    const client = await small.t.db.pool.connect();
    await client.query('begin; lock table analytics.write_guard in access exclusive mode');
    const stuck = small.analytics.ingest.track(anActivity());
    const answer = await small.ask('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.json).toEqual({
      type: 'about:blank',
      title: 'Unavailable',
      status: 503,
      detail:
        'Not ready: queue is full: more activity comes than the database takes; migrations lack 0001_storage; run `joip-analytics migrate`.',
      obstacles: {
        queue: 'is full: more activity comes than the database takes',
        migrations: 'lack 0001_storage; run `joip-analytics migrate`',
      },
    });
    expect((await small.ask('/healthz')).status).toBe(200);
    await client.query('rollback');
    client.release();
    expect((await stuck).outcome).toMatchObject({ outcome: 'committed' });
    await small.close();
  });

  it('is not ready where the database is gone, and lives on', async () => {
    const gone = await testServer();
    const name = new URL(gone.t.url).pathname.slice(1);
    await gone.analytics.ingest.flush();
    await s.t.db.pool.query(`alter database ${name} allow_connections false`);
    await s.t.db.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ]);
    const answer = await gone.ask('/readyz');
    expect([answer.status, Object.keys(answer.json.obstacles)]).toEqual([503, ['database']]);
    expect(answer.text).not.toContain(name);
    expect((await gone.ask('/healthz', { headers: { cookie: '__Host-joip_session=x' } })).status).toBe(200);
    await s.t.db.pool.query(`alter database ${name} allow_connections true`);
    expect((await gone.ask('/readyz')).status).toBe(200);
    await gone.close();
  });
});

describe('metrics', () => {
  it('tells an administrator or a reading key, as Prometheus text, and leaves no audit row', async () => {
    await s.audit(true);
    await s.ask('/api/admin/usage-summary', { as: readKey });
    expect((await s.ask('/metrics', { as: readKey })).status).toBe(200);
    const { status, text, headers } = await s.ask('/metrics', { as: admin });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(
      /joip_http_request_duration_seconds_count\{endpoint="usageSummary",status="200"\} 1\n/,
    );
    expect(text).toContain('joip_ingest_outcomes_total{outcome="committed"} 1\n');
    expect(text).toContain('joip_ingest_dead_letters_total{reason="unknown_action"} 1\n');
    expect(text).toContain('joip_dead_letters{reason="unknown_action"} 1\n');
    expect(text).toContain('joip_database_up 1\n');
    expect(text).not.toContain('joip_embedded_server');
    expect(text).toMatch(/joip_database_size_bytes \d{6,}\n/);
    expect(text).toMatch(/joip_table_size_bytes\{table="user_activity_logs"\} \d{4,}\n/);
    for (const name of ['event_loop_delay_p99_seconds', 'process_resident_memory_bytes', 'pool_connections'])
      expect(text).toMatch(new RegExp(`joip_${name} [\\d.e-]+\\n`));
    expect(text).not.toContain('someone');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(|#.*|joip_[a-z0-9_]+(\{[^}]*\})? [-+\d.eInfNa]+$)/);
    // The denial of a tracking key is told, the reading of numbers is not.
    const rows = await s.audit();
    expect(rows.map((row: { endpoint: string }) => row.endpoint)).toEqual(['usageSummary', 'usageSummary']);
    expect((await s.ask('/metrics')).status).toBe(401);
    expect((await s.ask('/metrics', { as: trackKey })).status).toBe(403);
  });

  it('belongs to its installation alone', async () => {
    const other = await testServer();
    const key = await other.key('read');
    const { text } = await other.ask('/metrics', { as: key });
    expect(text).toContain('joip_ingest_outcomes_total{outcome="committed"} 0\n');
    expect(text).not.toContain('usageSummary');
    await other.close();
  });
});

describe('the system report', () => {
  it('tells what was asked, how it went, and what the database holds', async () => {
    const fresh = await testServer();
    fresh.analytics.start();
    const key = await fresh.key('read');
    for (let i = 0; i < 3; i++) await fresh.ask('/api/admin/analytics', { as: key });
    await fresh.ask('/api/admin/analytics?period=nonsense', { as: key });
    await fresh.ask('/api/admin/analytics');
    await fresh.analytics.ingest.track(anActivity());
    await expect.poll(() => fresh.analytics.ingest.queue.state().committed).toBe(1);
    await expect
      .poll(async () => (await fresh.ask('/metrics', { as: key })).text)
      .toContain('joip_job_runs_total{job="make partitions ahead"} 1\n');
    const { status, json, headers } = await fresh.ask('/api/admin/system', { as: key });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(schemas.system.answer.parse(json)).toEqual(json);
    const asked = json.endpoints as {
      endpoint: string;
      lastHour: { requests: number; p50: number; p99: number };
    }[];
    const requests = asked.map(({ lastHour }) => lastHour.requests);
    expect(requests).toEqual(requests.toSorted((a, b) => b - a));
    const first = asked.find(({ endpoint }) => endpoint === 'analytics')!;
    expect(first).toMatchObject({
      last5Minutes: { requests: 5, clientErrors: 2, serverErrors: 0 },
      lastHour: { requests: 5, clientErrors: 2, serverErrors: 0 },
    });
    expect(first.lastHour.p50).toBeGreaterThan(0);
    expect(first.lastHour.p99).toBeGreaterThanOrEqual(first.lastHour.p50);
    expect(json.database.embedded).toBeNull();
    expect(json.ingest).toMatchObject({ queued: 0, queueFull: false, outcomes: { committed: 1 } });
    expect(json.database.tables.map((each: { name: string }) => each.name)).toContain('user_activity_logs');
    const job = json.jobs.find((each: { name: string }) => each.name === 'make partitions ahead');
    expect(job).toMatchObject({ runs: 1, failures: 0, running: false, lastError: null });
    await fresh.close();
  });
});

describe('the rate limit', () => {
  it('answers 429 with Retry-After, for each caller by themselves, and audits it', async () => {
    const limited = await testServer({ rateLimit: 3, trackRateLimit: 2 });
    const [one, two, tracker] = [
      await limited.key('read'),
      await limited.key('read'),
      await limited.key('track'),
    ];
    const ask = (as?: string, o: { remoteAddress?: string; headers?: Record<string, string> } = {}) =>
      limited.ask('/api/admin/usage-summary', { ...(as ? { as } : {}), ...o });
    expect(await statuses(4, () => ask(one))).toEqual([200, 200, 200, 429]);
    const refused = await ask(one);
    expect(refused.headers.get('retry-after')).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(refused.json).toMatchObject({ status: 429, title: 'Too many requests' });
    expect(await statuses(1, () => ask(two))).toEqual([200]);
    // A forged header makes no other caller of anyone.
    const forged = (i: number) => ({
      headers: { 'x-forwarded-for': `198.51.100.${i}` },
      remoteAddress: '192.0.2.1',
    });
    expect(await statuses(4, (i) => ask(undefined, forged(i)))).toEqual([401, 401, 401, 429]);
    expect(await statuses(1, () => ask(undefined, { remoteAddress: '192.0.2.2' }))).toEqual([401]);
    const post = () => limited.post('/api/track', anActivity(), { as: tracker });
    expect(await statuses(3, post)).toEqual([200, 200, 429]);
    expect((await limited.ask('/healthz')).status).toBe(200);
    // Written at once the first time in a minute; the further ones are folded into a row of their own.
    const denied = (await limited.audit()).filter((row: { status: number }) => row.status === 429);
    expect(
      denied.map((row: { phase: string; actor: string }) => [row.phase, row.actor.split(':')[0]]),
    ).toEqual([['denial', 'key']]);
    await limited.close();
  });
});

async function statuses(n: number, ask: (i: number) => Promise<{ status: number }>): Promise<number[]> {
  const told: number[] = [];
  for (let i = 0; i < n; i++) told.push((await ask(i)).status);
  return told;
}

describe('dead letters', () => {
  it('are listed, replayed and discarded by an administrator, and each look is audited', async () => {
    const d = await testServer();
    const [read, act] = [await d.key('read'), await d.key('admin')];
    const future = anActivity({ userId: 'early', createdAt: Date.now() + 3_600_000, details: { a: 1 } });
    await d.analytics.ingest.track(future);
    for (let i = 0; i < 4; i++)
      await d.analytics.ingest.track(anActivity({ userId: `u${i}`, action: 'nope' }));
    const list = (query = '') => d.ask(`/api/admin/dead-letters${query}`, { as: read });
    const first = await list('?pageSize=3');
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(schemas.deadLetters.answer.parse(first.json)).toEqual(first.json);
    expect(first.json.counts).toEqual({ total: 5, byReason: { clock_skew: 1, unknown_action: 4 } });
    const rest = await list(`?pageSize=3&cursor=${first.json.nextCursor}`);
    expect([first.json.letters.length, rest.json.letters.length, rest.json.nextCursor]).toEqual([3, 2, null]);
    const [letter] = (await list('?reason=clock_skew&userId=early')).json.letters;
    expect(JSON.parse(letter.payload)).toMatchObject({
      userId: 'early',
      eventId: future.eventId,
      details: { a: 1 },
    });
    expect((await list('?reason=no')).json.fields.reason).toMatch(/^takes unknown_action, /);

    const post = (path: string, body: unknown, as = act) =>
      d.post(`/api/admin/dead-letters/${path}`, body, { as });
    expect((await post('replay', { all: true }, read)).status).toBe(403);
    for (const body of [
      {},
      { all: false },
      { ids: [] },
      { ids: ['x'] },
      { reason: 'no' },
      { all: true, ids: [letter.id] },
      [],
    ])
      expect(await post('replay', body)).toMatchObject({ status: 400 });
    const replayed = await post('replay', { ids: [letter.id] });
    expect(replayed.json).toMatchObject({ replayed: 1, removed: 0, outcomes: { dead_letter: 1 } });
    expect(replayed.json.results).toEqual([
      { id: letter.id, outcome: 'dead_letter', reason: 'clock_skew', message: letter.message },
    ]);
    expect((await post('discard', { reason: 'unknown_action' })).json).toEqual({ discarded: 4 });
    expect((await list()).json).toMatchObject({
      letters: [{ id: letter.id, times: 2 }],
      counts: { total: 1 },
    });
    const audited = (await d.audit()).map(
      (row: { endpoint: string; phase: string }) => `${row.endpoint} ${row.phase}`,
    );
    for (const endpoint of ['deadLetters', 'replayDeadLetters', 'discardDeadLetters'])
      expect(audited).toContain(`${endpoint} intent`);
    await d.close();
  });
});

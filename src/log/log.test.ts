import { Writable } from 'node:stream';
import { DrizzleQueryError } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { testServer } from '../../test/support/http.ts';
import { resolveConfig } from '../config/index.ts';
import { guarded } from './log.ts';

/** A real pino logger, and what it wrote. */
function collecting() {
  const lines: string[] = [];
  const to = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: pino({ level: 'debug' }, to), text: () => lines.join(''), lines };
}

const SECRETS = ['hunter2', `joip_${'k'.repeat(43)}`, 'anna@example.com', 'user-4711', 'search-words'];
const free = (text: string) => SECRETS.filter((secret) => text.includes(secret));

it('hands on no secret, wherever it stands', () => {
  const { log, text, lines } = collecting();
  const safe = guarded(log);
  const [password, key, email, user, words] = SECRETS as [string, string, string, string, string];
  const detail = Object.assign(
    new Error(`duplicate key: connect to postgres://app:${password}@db:5432/x failed`),
    {
      code: '23505',
      detail: `Key (email)=(${email}) already exists.`,
      where: `COPY users, line 3: "${user}"`,
      parameters: [user, password],
      input: `postgres://app:${password}@db/x`,
      cause: new DrizzleQueryError(
        'select * from users where id = $1',
        [user, password],
        new Error(`for ${email}`),
      ),
    },
  );
  safe.error({ err: detail, endpoint: 'userUsage' }, `failed for Bearer ${key}`);
  safe.warn(
    {
      headers: {
        authorization: `Bearer ${key}`,
        Cookie: `__Host-joip_session=${password}`,
        'set-cookie': password,
      },
      password,
      token: password,
      email,
      userId: user,
      query: { search: words },
      nested: { list: [{ databaseUrl: `postgres://a:${password}@b/c`, text: `mail ${email}`, apiKey: key }] },
      url: `https://u:${password}@host/?token=${password}&x=1`,
    },
    `cookie: ${password}`,
  );
  safe.info({ err: Object.assign(new Error(`invalid input syntax: "${user}"`), { code: '22P02' }) }, 'bad');
  expect(free(text())).toEqual([]);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 50,
    endpoint: 'userUsage',
    msg: 'failed for Bearer [cut]',
    err: {
      type: 'Error',
      code: '23505',
      message: expect.stringMatching(
        /^duplicate key: connect to postgres:\/\/app:\[cut\]@db:5432\/x failed: Failed query: select \* from users where id = \$1\nparams: \[cut\]/,
      ),
      stack: expect.stringContaining('log.test.ts'),
    },
  });
  const circle: Record<string, unknown> = { note: 'kept' };
  circle.itself = circle;
  safe.info(circle, 'round');
  expect(lines.at(-1)).toContain('kept');
});

it('keeps a whole run free of them: requests, refusals, failures', async () => {
  const { log, text, lines } = collecting();
  const [password, , email, user, words] = SECRETS as [string, string, string, string, string];
  const s = await testServer({ log });
  s.analytics.start();
  const [admin, key] = [await s.signIn(email, 'admin'), await s.key('track')];
  await s.analytics.identify({ userId: user, email, name: words });
  await s.post(
    '/api/track',
    { userId: user, action: 'session_created', details: { password, email } },
    { as: key },
  );
  const path = `/api/admin/users/${user}/usage`;
  expect((await s.ask(path, { as: admin })).status).toBe(200);
  await s.ask(`/api/admin/usage-analytics?search=${words}&userId=${user}`, { as: admin });
  await s.ask(`/api/admin/usage-analytics?search=${words}`, {
    headers: { authorization: `Bearer ${password}` },
  });
  await s.ask(`/nothing/${user}?token=${password}`);
  // Every query fails from now on, in requests and in background jobs.
  await s.t.db.pool.query('alter table analytics.users rename to gone');
  await s.t.db.pool.query('alter table analytics.activity_pending rename to gone_too');
  expect((await s.ask(path, { as: admin })).status).toBe(500);
  await s.analytics.ingest.track({ userId: user, action: 'session_created', details: { email } });
  await expect.poll(() => text()).toMatch(/background job failed/);
  await s.t.db.pool.query('alter table analytics.gone rename to users');
  await s.t.db.pool.query('alter table analytics.gone_too rename to activity_pending');
  expect([...free(text()), ...[admin.split('=')[1]!, key].filter((each) => text().includes(each))]).toEqual(
    [],
  );
  const told = lines.map((line) => JSON.parse(line));
  expect(told.find((line) => line.msg === 'request' && line.endpoint === 'userUsage')).toEqual({
    level: 20,
    time: expect.any(Number),
    pid: expect.any(Number),
    hostname: expect.any(String),
    endpoint: 'userUsage',
    status: 200,
    ms: expect.any(Number),
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    msg: 'request',
  });
  expect(told.find((line) => line.msg === 'request failed')).toMatchObject({
    endpoint: 'userUsage',
    err: { code: '42P01' },
  });
  await s.close();
});

it('repeats no password of a setting that is wrong', () => {
  const wrong = () => resolveConfig({ env: { DATABASE_URL: 'postgress://app:hunter2@db/x' } });
  expect(wrong).toThrow(/^DATABASE_URL can't be accepted as it is, but takes a URL such as/);
  expect(wrong).not.toThrow(/hunter2/);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, type TestServer, testServer } from '../../test/support/http.ts';

let s: TestServer;
let admin: string;
let offset = 0;
const PASSWORD = 'a rather long sentence';
const DAY = 86_400_000;

beforeAll(async () => {
  s = await testServer({ now: () => Date.now() + offset });
  admin = await s.signIn('root@example.com', 'admin');
});
afterAll(() => s.close());

const tokenOf = (answer: Answered) => /#token=(.+)$/.exec(answer.json.link)![1]!;
const cookieOf = (answer: Answered) => answer.headers.getSetCookie()[0]!.split(';')[0]!;
const signIn = (email: string, password = PASSWORD, remoteAddress = '127.0.0.1', as?: string) =>
  s.post('/api/auth/sign-in', { email, password }, { remoteAddress, ...(as ? { as } : {}) });

/** Invites someone over HTTP, who then sets a password; answers their cookie. */
async function invited(email: string, role = 'viewer'): Promise<string> {
  const invitation = await s.post('/api/admin/operators', { email, role }, { as: admin });
  const token = tokenOf(invitation);
  return cookieOf(await s.post('/api/auth/invitation', { token, password: PASSWORD }));
}

describe('signing in with a password', () => {
  it('answers an unknown address and a wrong password alike, in like time', async () => {
    await invited('ann@example.com');
    const took = { wrong: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    const answers: unknown[] = [];
    // The fastest of each counts: in between others may have the processor.
    for (const [n, email, kind] of [
      [1, 'ann@example.com', 'wrong'],
      [2, 'nobody@example.com', 'unknown'],
      [3, 'ann@example.com', 'wrong'],
      [4, 'nobody@example.com', 'unknown'],
      [5, 'ann@example.com', 'wrong'],
      [6, 'root@example.com', 'unknown'],
      [7, 'ann@example.com', 'wrong'],
      [8, 'root@example.com', 'unknown'],
    ] as const) {
      const begun = performance.now();
      const { status, text, headers } = await signIn(email, 'not the password at all', `127.0.1.${n}`);
      took[kind] = Math.min(took[kind], performance.now() - begun);
      answers.push({ status, text, headers: [...headers.keys()] });
    }
    expect(new Set(answers.map((each) => JSON.stringify(each)))).toHaveLength(1);
    expect(answers[0]).toMatchObject({
      status: 401,
      text: expect.stringContaining("don't belong together"),
    });
    expect(took.wrong / took.unknown).toBeGreaterThan(0.4);
    expect(took.wrong / took.unknown).toBeLessThan(2.5);
  });

  it('begins a session, and ends the one that the browser had', async () => {
    const before = await invited('bob@example.com');
    const answer = await signIn('Bob@Example.com', PASSWORD, '127.0.0.1', before);
    expect([answer.status, answer.json]).toEqual([
      200,
      { operator: { email: 'bob@example.com', role: 'viewer' }, secondFactorNeeded: false },
    ]);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^joip_session_\w{8}=\w{32}; Path=\/; HttpOnly; SameSite=Strict$/),
      expect.stringMatching(/^joip_second_factor_\w{8}=; Path=\/; HttpOnly; SameSite=Strict; Max-Age=0$/),
    ]);
    const session = await s.ask('/api/auth/session', { as: cookieOf(answer) });
    expect(session.json).toEqual({
      operator: {
        email: 'bob@example.com',
        role: 'viewer',
        by: 'session',
        password: true,
        secondFactor: false,
      },
      methods: { password: true, singleSignOn: null, host: null },
    });
    expect((await s.ask('/api/auth/session', { as: before })).json.operator).toBeNull();
  });

  it('is refused after five failures for an account, wherever they come from', async () => {
    await invited('locked@example.com');
    for (let i = 0; i < 5; i++)
      expect((await signIn('locked@example.com', 'a wrong password', `127.0.2.${i}`)).status).toBe(401);
    const answer = await signIn('LOCKED@example.com', PASSWORD, '127.0.2.9');
    expect([answer.status, Number(answer.headers.get('retry-after')) > 850]).toEqual([429, true]);
    offset += 15 * 60_000;
    expect((await signIn('locked@example.com')).status).toBe(200);
  });

  it('is refused over plain HTTP from elsewhere, and to another site', async () => {
    expect((await signIn('ann@example.com', PASSWORD, '203.0.113.5')).status).toBe(403);
    const body = { email: 'ann@example.com', password: PASSWORD };
    const headers = { origin: 'https://evil.example' };
    expect((await s.post('/api/auth/sign-in', body, { headers })).status).toBe(403);
  });

  it.each([
    [{ email: 'ann@example.com' }, { password: 'takes your password' }],
    [{ email: '', password: 'x' }, { email: 'takes your e-mail address' }],
    [{ email: 'a\u0000b@example.com', password: 'x' }, { email: expect.stringContaining('U+0000') }],
  ])('names what it takes: %j', async (body, fields) => {
    const answer = await s.post('/api/auth/sign-in', body);
    expect([answer.status, answer.json.fields]).toEqual([400, fields]);
  });

  it.each([
    '/api/auth/sign-up/email',
    '/api/auth/sign-up',
    '/api/auth/sign-in/email',
    '/api/auth/get-session',
  ])('offers no other way in: %s', async (path) => {
    const answer = await s.post(path, { email: 'new@example.com', password: PASSWORD, name: 'New' });
    expect(answer.status).toBe(404);
  });
});

describe('a session begun with a password', () => {
  const alive = async (as: string) => (await s.ask('/api/admin/panel', { as })).status;

  it('ends when idle, and after twelve hours however much it is used', async () => {
    const idle = await invited('idle@example.com');
    const busy = await invited('busy@example.com');
    for (let minutes = 0; minutes < 12 * 60 - 29; minutes += 29) {
      expect(await alive(busy)).toBe(200);
      offset += 29 * 60_000;
    }
    expect([await alive(idle), await alive(busy)]).toEqual([401, 200]);
    offset += 29 * 60_000;
    expect(await alive(busy)).toBe(401);
    admin = await s.signIn('root@example.com', 'admin');
  });

  it('is stored as a hash alone', async () => {
    const token = (await invited('hash@example.com')).split('=')[1]!;
    const { rows } = await s.t.db.pool.query(`select * from ${s.t.db.s}.operator_sessions`);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.at(-1).token_hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a new password', () => {
  it.each([
    ['short pass', 'takes a password of 12 to 200 characters'],
    ['x'.repeat(201), 'takes a password of 12 to 200 characters'],
    ['Rules@Example.com', 'takes anything but your e-mail address'],
  ])('is judged, and the link stays valid: %s', async (password, message) => {
    const token = tokenOf(
      await s.post('/api/admin/operators', { email: 'rules@example.com', role: 'viewer' }, { as: admin }),
    );
    const refused = await s.post('/api/auth/invitation', { token, password });
    expect([refused.status, refused.json.fields]).toEqual([400, { password: message }]);
    const { operators } = s.analytics.auth;
    expect((await operators.byEmail('rules@example.com'))!.signedInAt).toBeNull();
    expect(await s.analytics.auth.passwords.redeem(token, 'x')).toMatchObject({ kind: 'fault' });
  });

  it('ends every session but the one that it is set in', async () => {
    const one = await invited('many@example.com');
    const two = cookieOf(await signIn('many@example.com'));
    const next = 'another rather long sentence';
    const wrong = await s.post('/api/auth/password', { current: 'not it at all', next }, { as: one });
    expect([wrong.status, wrong.json.fields]).toEqual([400, { current: "isn't your password" }]);
    const none = await s.post('/api/auth/password', { next }, { as: one });
    expect(none.json.fields).toEqual({ current: 'takes your password' });
    const answer = await s.post('/api/auth/password', { current: PASSWORD, next }, { as: one });
    expect(answer.status).toBe(204);
    for (const as of [one, two]) expect((await s.ask('/api/admin/panel', { as })).status).toBe(401);
    expect((await s.ask('/api/admin/panel', { as: cookieOf(answer) })).status).toBe(200);
    expect((await signIn('many@example.com')).status).toBe(401);
    expect((await signIn('many@example.com', next)).status).toBe(200);
  });

  it('is set first by whoever came with a link', async () => {
    const cookie = await s.signIn('link@example.com', 'viewer');
    const answer = await s.post('/api/auth/password', { next: PASSWORD }, { as: cookie });
    expect(answer.status).toBe(204);
    expect((await s.ask('/api/admin/panel', { as: cookie })).status).toBe(401);
    expect((await signIn('link@example.com')).status).toBe(200);
  });
});

describe('an invitation', () => {
  const invite = async (email: string) =>
    tokenOf(await s.post('/api/admin/operators', { email, role: 'viewer' }, { as: admin }));
  const accept = (token: string) => s.post('/api/auth/invitation', { token, password: PASSWORD });

  it('works once, for seven days, and not after a later one', async () => {
    const first = await invite('guest@example.com');
    const second = await invite('guest@example.com');
    expect((await accept(first)).status).toBe(401);
    expect((await accept(second)).status).toBe(200);
    expect((await accept(second)).status).toBe(401);
    const late = await invite('late@example.com');
    offset += 7 * DAY;
    expect((await accept(late)).status).toBe(401);
    admin = await s.signIn('root@example.com', 'admin');
  });

  it('is stored as a hash alone', async () => {
    const token = await invite('stored@example.com');
    const { rows } = await s.t.db.pool.query(`select * from ${s.t.db.s}.operator_challenges`);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('a reset link', () => {
  it('sets the password anew, once, and ends every session', async () => {
    const cookie = await invited('forgot@example.com');
    const { id } = (await s.analytics.auth.operators.byEmail('forgot@example.com'))!;
    const made = await s.post(`/api/admin/operators/${id}/reset-link`, undefined, { as: admin });
    expect([made.status, made.json.link]).toEqual([
      201,
      expect.stringMatching(/^\/admin\/password-reset#token=[\w-]{43}$/),
    ]);
    const body = { token: tokenOf(made), password: 'another rather long sentence' };
    const answer = await s.post('/api/auth/password-reset', body);
    expect([answer.status, answer.json.operator.email]).toEqual([200, 'forgot@example.com']);
    expect((await s.ask('/api/admin/panel', { as: cookie })).status).toBe(401);
    expect((await signIn('forgot@example.com')).status).toBe(401);
    expect((await s.post('/api/auth/password-reset', body)).status).toBe(401);
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answered, type TestServer, testServer } from '../../test/support/http.ts';
import { totp } from '../../test/support/totp.ts';

let s: TestServer;
const PASSWORD = 'a rather long sentence';
const CODE = 'takes the 6 digits of your authenticator app, or a backup code';
const cookieOf = (answer: Answered) => answer.headers.getSetCookie()[0]!.split(';')[0]!;

beforeAll(async () => {
  // The clock stands in the middle of a half minute: no code gets old on its way.
  vi.useFakeTimers({ toFake: ['Date'], now: (Math.floor(Date.now() / 30_000) + 0.5) * 30_000 });
  s = await testServer();
});
afterAll(async () => {
  vi.useRealTimers();
  await s.close();
});

/** An operator with a password; with `on`, the second factor too. */
async function operator(email: string, on = true) {
  const link = await s.signIn(email, 'admin');
  let cookie = cookieOf(await s.post('/api/auth/password', { next: PASSWORD }, { as: link }));
  if (!on) return { cookie, secret: '', backupCodes: [] };
  const begun = await s.post('/api/auth/second-factor/enrol', { password: PASSWORD }, { as: cookie });
  const { secret } = begun.json;
  // The code of the window before, so that the one of now is left for signing in.
  const code = totp(secret, Date.now() - 30_000);
  const confirmed = await s.post('/api/auth/second-factor/confirm', { code }, { as: cookie });
  const before = cookie;
  cookie = cookieOf(confirmed);
  return { cookie, before, secret, backupCodes: confirmed.json.backupCodes as string[] };
}

const password = (email: string) => s.post('/api/auth/sign-in', { email, password: PASSWORD });
const answer = (code: string, as: string | undefined, remoteAddress = '127.0.0.1') =>
  s.post('/api/auth/second-factor', { code }, { remoteAddress, ...(as ? { as } : {}) });
const panelStatus = async (as: string) => (await s.ask('/api/admin/panel', { as })).status;

describe('turning it on', () => {
  it('takes the password, then a code, and answers backup codes and a new session', async () => {
    const { cookie } = await operator('on@example.com', false);
    const enrol = (body: object) => s.post('/api/auth/second-factor/enrol', body, { as: cookie });
    expect((await enrol({})).json.fields).toEqual({ password: 'takes your password' });
    expect((await enrol({ password: 'not it' })).json.fields).toEqual({ password: "isn't your password" });
    const begun = await enrol({ password: PASSWORD });
    const { uri, secret } = begun.json;
    expect(uri).toBe(
      `otpauth://totp/joip-analytics:on%40example.com?secret=${secret}&issuer=joip-analytics&digits=6&period=30`,
    );
    const confirm = (code: string) => s.post('/api/auth/second-factor/confirm', { code }, { as: cookie });
    expect((await confirm('12345')).json.fields).toEqual({ code: CODE });
    const wrong = String((Number(totp(secret)) + 1) % 1_000_000).padStart(6, '0');
    expect((await confirm(wrong)).json.fields).toEqual({ code: "isn't the code that the app shows now" });
    expect((await password('on@example.com')).json.secondFactorNeeded).toBe(false);
    const confirmed = await confirm(totp(secret));
    expect(confirmed.json).toEqual({ backupCodes: expect.any(Array) });
    expect(new Set(confirmed.json.backupCodes)).toHaveLength(10);
    expect([await panelStatus(cookie), await panelStatus(cookieOf(confirmed))]).toEqual([401, 200]);
    const again = await s.post('/api/auth/second-factor/enrol', {}, { as: cookieOf(confirmed) });
    expect(again.status).toBe(409);
  });

  it('needs a beginning', async () => {
    const { cookie } = await operator('none@example.com', false);
    for (const [path, body] of [
      ['confirm', { code: '123456' }],
      ['disable', { password: PASSWORD }],
    ] as const)
      expect((await s.post(`/api/auth/second-factor/${path}`, body, { as: cookie })).status).toBe(409);
  });

  it('stores neither secret nor backup codes as they are', async () => {
    const { secret, backupCodes } = await operator('stored@example.com');
    const { rows } = await s.t.db.pool.query(`select * from ${s.t.db.s}.operator_second_factors`);
    for (const each of [secret, ...backupCodes]) expect(JSON.stringify(rows)).not.toContain(each);
  });
});

describe('signing in with it', () => {
  it('gives no session before the code', async () => {
    const { secret } = await operator('both@example.com');
    const half = await password('both@example.com');
    expect([half.status, half.json]).toEqual([200, { operator: null, secondFactorNeeded: true }]);
    expect(half.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^joip_second_factor_\w{8}=[\w.%-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=600$/,
      ),
    ]);
    expect(await panelStatus(cookieOf(half))).toBe(401);
    const whole = await answer(totp(secret), cookieOf(half));
    expect([whole.status, whole.json]).toEqual([
      200,
      { operator: { email: 'both@example.com', role: 'admin' }, secondFactorNeeded: false },
    ]);
    expect(await panelStatus(cookieOf(whole))).toBe(200);
  });

  it('takes a code of the app once', async () => {
    const { secret } = await operator('once@example.com');
    const code = totp(secret);
    const one = cookieOf(await password('once@example.com'));
    const two = cookieOf(await password('once@example.com'));
    expect((await answer(code, one)).status).toBe(200);
    expect((await answer(code, two)).status).toBe(401);
  });

  it('takes each backup code once, and a challenge once', async () => {
    const { backupCodes } = await operator('lost@example.com');
    const challenge = cookieOf(await password('lost@example.com'));
    expect((await answer(backupCodes[0]!, challenge)).status).toBe(200);
    expect((await answer(backupCodes[1]!, challenge)).status).toBe(401);
    const next = cookieOf(await password('lost@example.com'));
    expect((await answer(backupCodes[0]!, next)).status).toBe(401);
    expect((await answer(backupCodes[1]!, next)).status).toBe(200);
  });

  it('takes no challenge that it did not make', async () => {
    const { backupCodes } = await operator('forged@example.com');
    const challenge = cookieOf(await password('forged@example.com'));
    const [name] = challenge.split('=');
    for (const [n, each] of [
      undefined,
      `${name}=abc.def`,
      `${name}=%zz%`,
      `${challenge.slice(0, -3)}AAA`,
      challenge.replace('=', '=x'),
    ].entries())
      expect((await answer(backupCodes[0]!, each, `127.0.3.${n}`)).status).toBe(401);
    expect((await answer(backupCodes[0]!, challenge)).status).toBe(200);
  });

  it('is refused after five wrong codes, even with new challenges from elsewhere', async () => {
    const { secret } = await operator('guess@example.com');
    const wrong = (n: number) => String((Number(totp(secret)) + 7 + n) % 1_000_000).padStart(6, '0');
    for (let n = 0; n < 5; n++) {
      const challenge = cookieOf(await password('guess@example.com'));
      expect((await answer(wrong(n), challenge, `127.0.4.${n}`)).status).toBe(401);
    }
    const refused = await answer(totp(secret), cookieOf(await password('guess@example.com')), '127.0.4.9');
    expect([refused.status, Number(refused.headers.get('retry-after')) > 850]).toEqual([429, true]);
  });

  it('is asked for after a reset of the password, too', async () => {
    const { cookie } = await operator('reset@example.com');
    const { id } = (await s.analytics.auth.operators.byEmail('reset@example.com'))!;
    const made = await s.post(`/api/admin/operators/${id}/reset-link`, undefined, { as: cookie });
    const token = made.json.link.split('#token=')[1];
    const reset = await s.post('/api/auth/password-reset', { token, password: 'another long sentence' });
    expect(reset.json).toEqual({ operator: null, secondFactorNeeded: true });
  });
});

describe('turning it off', () => {
  it('takes the password, and makes the session a new one', async () => {
    const { cookie } = await operator('off@example.com');
    const disable = (body: object) => s.post('/api/auth/second-factor/disable', body, { as: cookie });
    expect((await disable({ password: 'not it' })).status).toBe(400);
    const off = await disable({ password: PASSWORD });
    expect([off.status, await panelStatus(cookie), await panelStatus(cookieOf(off))]).toEqual([
      204, 401, 200,
    ]);
    expect((await password('off@example.com')).json.secondFactorNeeded).toBe(false);
  });
});

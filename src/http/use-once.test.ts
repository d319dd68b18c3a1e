import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answered, type TestServer, testServer } from '../../test/support/http.ts';
import { startProvider } from '../../test/support/oidc.ts';
import { totp } from '../../test/support/totp.ts';

// Two processes over one database, as behind a load balancer: what is used at one is used at the other.
let one: TestServer;
let two: TestServer;
let provider: Awaited<ReturnType<typeof startProvider>>;
const PASSWORD = 'a rather long sentence';
const PUBLIC = 'http://127.0.0.1:3000';

beforeAll(async () => {
  provider = await startProvider(`${PUBLIC}/api/auth/oidc/callback`, {
    ann: { email: 'ann@example.com', email_verified: true },
  });
  const { issuer, client_id, client_secret } = provider;
  const oidc = { issuer, clientId: client_id, clientSecret: client_secret, name: 'Example' };
  one = await testServer({ publicUrl: PUBLIC, oidc });
  two = await testServer({ publicUrl: PUBLIC, oidc }, one.t);
  await one.analytics.auth.operators.save('ann@example.com', 'viewer');
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await two.analytics.close();
  await one.close();
  await provider.close();
});

let addresses = 0;
const address = () => `127.1.${addresses >> 8}.${addresses++ & 255}`;
const cookieOf = (answer: Answered) => answer.headers.getSetCookie()[0]!.split(';')[0]!;
const isIn = (answer: Answered) =>
  answer.headers.getSetCookie().some((cookie) => /^joip_session_\w{8}=\w/.test(cookie));

/** Four requests at once, half of them at each process; how many let somebody in. */
async function atOnce(ask: (s: TestServer, n: number) => Promise<Answered>): Promise<number> {
  const answers = await Promise.all([one, two, one, two].map(ask));
  expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  return answers.filter(isIn).length;
}

async function operator(email: string): Promise<string> {
  const link = await one.signIn(email, 'admin');
  return cookieOf(await one.post('/api/auth/password', { next: PASSWORD }, { as: link }));
}

const enrol = async (as: string): Promise<string> =>
  (await one.post('/api/auth/second-factor/enrol', { password: PASSWORD }, { as })).json.secret;
const confirm = (s: TestServer, as: string, code: string) =>
  s.post('/api/auth/second-factor/confirm', { code }, { as, remoteAddress: address() });
const challenge = async (email: string) =>
  cookieOf(await one.post('/api/auth/sign-in', { email, password: PASSWORD }, { remoteAddress: address() }));
const answer = (s: TestServer, as: string, code: string) =>
  s.post('/api/auth/second-factor', { code }, { as, remoteAddress: address() });

const HOUR = Math.ceil(Date.now() / 3_600_000) * 3_600_000;

/** Holds the clock, and nothing else, at so many seconds of an hour. */
function hold(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: HOUR + seconds * 1_000 });
}

describe('a code of an authenticator app', () => {
  it.each([
    ['within its own half minute', 10, 20],
    ['across the border of a half minute', 25, 35],
    ['across the border of a minute', 55, 65],
    ['across the border of two minutes', 115, 125],
    ['shown early, by a phone that runs ahead', -5, 5],
    ['as late as codes are taken', 30, 59],
  ])('signs in once: %s', async (_, first, again) => {
    hold(-120);
    const email = `once-${first}@example.com`;
    const as = await operator(email);
    const secret = await enrol(as);
    expect((await confirm(one, as, totp(secret))).status).toBe(200);
    hold(first);
    const code = totp(secret);
    const [a, b] = [await challenge(email), await challenge(email)];
    expect((await answer(one, a, code)).status).toBe(200);
    hold(again);
    expect((await answer(two, b, code)).status).toBe(401);
    hold(again + 60);
    expect((await answer(two, await challenge(email), totp(secret))).status).toBe(200);
  });

  it('is used up by turning the second factor on, and so are those before it', async () => {
    const as = await operator('enrol@example.com');
    const secret = await enrol(as);
    hold(10);
    const [before, code, after] = [-30_000, 0, 30_000].map((by) => totp(secret, Date.now() + by));
    expect((await confirm(one, as, code!)).status).toBe(200);
    expect((await answer(two, await challenge('enrol@example.com'), code!)).status).toBe(401);
    expect((await answer(one, await challenge('enrol@example.com'), before!)).status).toBe(401);
    expect((await answer(two, await challenge('enrol@example.com'), after!)).status).toBe(200);
  });

  it('turns the second factor on once, of many at once', async () => {
    const as = await operator('confirm@example.com');
    const code = totp(await enrol(as));
    expect(await atOnce((s) => confirm(s, as, code))).toBe(1);
  });

  it('signs in once, of many at once', async () => {
    const as = await operator('race@example.com');
    const secret = await enrol(as);
    hold(10);
    await confirm(one, as, totp(secret, Date.now() - 30_000));
    const challenges = await Promise.all([0, 1, 2, 3].map(() => challenge('race@example.com')));
    expect(await atOnce((s, n) => answer(s, challenges[n]!, totp(secret)))).toBe(1);
  });
});

describe('of many at once, one is let in', () => {
  it('by a backup code', async () => {
    const as = await operator('backup@example.com');
    const { backupCodes } = (await confirm(one, as, totp(await enrol(as)))).json;
    const challenges = await Promise.all([0, 1, 2, 3].map(() => challenge('backup@example.com')));
    expect(await atOnce((s, n) => answer(s, challenges[n]!, backupCodes[0]))).toBe(1);
  });

  it('by one challenge, with as many backup codes', async () => {
    const as = await operator('challenge@example.com');
    const { backupCodes } = (await confirm(one, as, totp(await enrol(as)))).json;
    const only = await challenge('challenge@example.com');
    expect(await atOnce((s, n) => answer(s, only, backupCodes[n]))).toBeLessThanOrEqual(1);
  });

  it('by a sign-in link', async () => {
    const { operators } = one.analytics.auth;
    const token = await operators.newLink((await operators.save('link@example.com', 'admin')).id);
    expect(await atOnce((s) => s.post('/api/auth/link', { token }, { remoteAddress: address() }))).toBe(1);
  });

  it.each(['invitation', 'password-reset'] as const)('by the link of an %s', async (kind) => {
    const { operators, passwords } = one.analytics.auth;
    const { id } = await operators.save(`${kind}@example.com`, 'admin');
    const token = await (kind === 'invitation' ? passwords.newInvitation(id) : passwords.newReset(id));
    const redeem = (s: TestServer, n: number) =>
      s.post(`/api/auth/${kind}`, { token, password: `${PASSWORD} ${n}` }, { remoteAddress: address() });
    expect(await atOnce(redeem)).toBe(1);
  });

  it('by what the provider of single sign-on sends back', async () => {
    const begun = await one.ask('/api/auth/oidc/start');
    const to = await provider.follow(begun.headers.get('location')!, 'ann');
    const back = (s: TestServer) =>
      s.ask(to.pathname + to.search, { as: cookieOf(begun), remoteAddress: address() });
    expect(await atOnce(back)).toBe(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, type TestServer, testServer } from '../../test/support/http.ts';
import { startProvider } from '../../test/support/oidc.ts';

const PUBLIC = 'http://127.0.0.1:3000';
const CALLBACK = `${PUBLIC}/api/auth/oidc/callback`;
const people = {
  ann: { email: 'Ann@example.com', email_verified: true },
  moved: { email: 'moved@example.com', email_verified: true },
  eve: { email: 'eve@example.com', email_verified: true },
  unsure: { email: 'unsure@example.com', email_verified: false },
};

let provider: Awaited<ReturnType<typeof startProvider>>;
let s: TestServer;
beforeAll(async () => {
  provider = await startProvider(CALLBACK, people);
  s = await testServer({ publicUrl: PUBLIC, oidc: oidcOf(provider) });
  for (const email of ['ann@example.com', 'moved@example.com', 'unsure@example.com'])
    await s.analytics.auth.operators.save(email, 'viewer');
});
afterAll(async () => {
  await s.close();
  await provider.close();
});

const oidcOf = ({ issuer, client_id, client_secret }: typeof provider) => ({
  issuer,
  clientId: client_id,
  clientSecret: client_secret,
  name: 'Example',
});

async function start() {
  const answer = await s.ask('/api/auth/oidc/start');
  const [cookie] = answer.headers.getSetCookie();
  return { answer, url: new URL(answer.headers.get('location')!), cookie: cookie!.split(';')[0]! };
}

const back = (to: URL, as: string | undefined, n = 1) =>
  s.ask(to.pathname + to.search, { ...(as ? { as } : {}), remoteAddress: `127.0.5.${n}` });

const outcome = (answer: Answered) => [
  answer.status,
  answer.headers.get('location'),
  answer.headers.getSetCookie().some((cookie) => /^joip_session_\w{8}=\w/.test(cookie)),
];
const refused = (why: string) => [302, `../../../admin/sign-in?refused=${why}`, false];

describe('signing in through a provider', () => {
  it('sends the browser there with PKCE, state and nonce', async () => {
    const { answer, url } = await start();
    expect(answer.status).toBe(302);
    expect(url.origin + url.pathname).toBe(`${provider.issuer}/auth`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'analytics',
      redirect_uri: CALLBACK,
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{32,}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^joip_oidc_state_\w{8}=[\w.%-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
  });

  it('lets in who was invited, and takes a code once', async () => {
    await s.audit(true);
    const { url, cookie } = await start();
    const to = await provider.follow(url.href, 'ann');
    const answer = await back(to, cookie);
    expect(outcome(answer)).toEqual([302, '../../../admin/', true]);
    const session = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    const who = (await s.ask('/api/auth/session', { as: session })).json;
    expect(who).toEqual({
      operator: {
        email: 'ann@example.com',
        role: 'viewer',
        by: 'session',
        password: false,
        secondFactor: false,
      },
      methods: { password: true, singleSignOn: 'Example', host: null },
    });
    const { id } = (await s.analytics.auth.operators.byEmail('ann@example.com'))!;
    expect((await s.analytics.auth.operators.list(id))[0]).toMatchObject({ singleSignOn: true });
    expect((await s.audit()).filter((row) => row.endpoint === 'finishSingleSignOn')).toMatchObject([
      { phase: 'intent', actor: `operator:${id}` },
      { phase: 'completion', actor: `operator:${id}`, status: 200 },
    ]);
    expect(outcome(await back(to, cookie, 2))).toEqual(refused('state'));
  });

  it('knows them again by who they are there, whatever their address has become', async () => {
    const signIn = async () => {
      const { url, cookie } = await start();
      return outcome(await back(await provider.follow(url.href, 'moved'), cookie));
    };
    expect(await signIn()).toEqual([302, '../../../admin/', true]);
    people.moved.email = 'married@example.com';
    expect(await signIn()).toEqual([302, '../../../admin/', true]);
    people.moved.email_verified = false;
    expect(await signIn()).toEqual(refused('unverified'));
  });

  it('keeps nothing of the provider but who they are', async () => {
    const { rows } = await s.t.db.pool.query(
      `select provider, subject, password_hash from ${s.t.db.s}.operator_accounts order by subject`,
    );
    expect(rows).toEqual([
      { provider: 'oidc', subject: 'ann', password_hash: null },
      { provider: 'oidc', subject: 'moved', password_hash: null },
    ]);
  });

  it.each([
    ['eve', 'not-invited'],
    ['unsure', 'unverified'],
  ])('refuses %s: %s', async (login, why) => {
    const { url, cookie } = await start();
    expect(outcome(await back(await provider.follow(url.href, login), cookie))).toEqual(refused(why));
  });

  it('refuses a state that it did not make, or that another browser began with', async () => {
    const one = await start();
    const two = await start();
    const to = await provider.follow(one.url.href, 'ann');
    expect(outcome(await back(to, undefined, 11))).toEqual(refused('state'));
    expect(outcome(await back(to, two.cookie, 12))).toEqual(refused('state'));
    to.searchParams.set('state', 'x'.repeat(32));
    expect(outcome(await back(to, one.cookie, 13))).toEqual(refused('state'));
    to.searchParams.delete('state');
    expect(outcome(await back(to, one.cookie, 14))).toEqual(refused('state'));
  });

  it.each([
    ['nonce', 'another-nonce-than-was-sent'],
    ['code_challenge', 'x'.repeat(43)],
  ])('refuses an answer to another %s', async (name, value) => {
    const { url, cookie } = await start();
    url.searchParams.set(name, value);
    expect(outcome(await back(await provider.follow(url.href, 'ann'), cookie, 15))).toEqual(
      refused('provider'),
    );
  });

  it('refuses a code of another sign-in, a foreign issuer, and what the provider refused', async () => {
    const one = await start();
    const two = await start();
    const code = (await provider.follow(two.url.href, 'ann')).searchParams.get('code')!;
    const to = await provider.follow(one.url.href, 'ann');
    to.searchParams.set('code', code);
    expect(outcome(await back(to, one.cookie, 16))).toEqual(refused('provider'));
    const three = await start();
    const foreign = await provider.follow(three.url.href, 'ann');
    foreign.searchParams.set('iss', 'https://evil.example');
    expect(outcome(await back(foreign, three.cookie, 17))).toEqual(refused('provider'));
    const four = await start();
    const denied = new URL(`${CALLBACK}?error=access_denied&state=${four.url.searchParams.get('state')}`);
    expect(outcome(await back(denied, four.cookie, 18))).toEqual(refused('provider'));
  });

  it('takes what the provider adds to the address', async () => {
    const { url, cookie } = await start();
    const to = await provider.follow(url.href, 'ann');
    to.searchParams.set('session_state', 'anything');
    expect(outcome(await back(to, cookie, 19))).toEqual([302, '../../../admin/', true]);
  });

  it('needs https, or this machine', async () => {
    expect((await s.ask('/api/auth/oidc/start', { remoteAddress: '203.0.113.5' })).status).toBe(403);
  });

  it('is not there without a provider', async () => {
    const none = await testServer();
    expect((await none.ask('/api/auth/oidc/start')).status).toBe(404);
    expect((await none.ask('/api/auth/oidc/callback?code=x&state=y')).status).toBe(404);
    await none.close();
  });

  it('says so while the provider is away, and lets passwords through', async () => {
    const away = await testServer({
      publicUrl: PUBLIC,
      oidc: { ...oidcOf(provider), issuer: 'http://127.0.0.1:9' },
    });
    const answer = await away.ask('/api/auth/oidc/start');
    expect([answer.status, answer.json.detail]).toEqual([503, expect.stringContaining("can't be reached")]);
    const body = { email: 'a@example.com', password: 'wrong password' };
    expect((await away.post('/api/auth/sign-in', body)).status).toBe(401);
    await away.close();
  });
});

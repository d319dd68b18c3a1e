import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../test/import/process.ts';
import { type TestServer, testServer } from '../../test/support/http.ts';

let s: TestServer;
beforeAll(async () => {
  s = await testServer();
});
afterAll(() => s.close());

async function operator(...args: string[]) {
  const { code, stdout, stderr } = await start(['operator', ...args, '--json'], s.t.url).ended;
  return { code, json: stdout && JSON.parse(stdout), stderr };
}
const redeem = async (link: string, path: string, body = {}) =>
  s.post(`/api/auth/${path}`, { token: link.split('#token=')[1], ...body });
const panelStatus = async (as: string) => (await s.ask('/api/admin/panel', { as })).status;

describe('operator', () => {
  it('makes the first administrator, who stays one', { timeout: 120_000 }, async () => {
    const made = await operator('add', 'Ann@Example.com');
    expect(made).toMatchObject({ code: 0, json: { email: 'ann@example.com', role: 'admin' } });
    const signedIn = await redeem(made.json.link, 'link');
    const ann = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const [listed, demoted, removed] = await Promise.all([
      operator('list'),
      operator('role', 'ann@example.com', 'viewer'),
      operator('remove', 'ann@example.com'),
    ]);
    expect(listed.json).toMatchObject([{ email: 'ann@example.com', role: 'admin', invitedUntil: null }]);
    for (const refused of [demoted, removed]) {
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toMatch(/last administrator/);
    }
    expect(await panelStatus(ann)).toBe(200);
  });

  it('changes, resets, signs out and removes another', { timeout: 120_000 }, async () => {
    const email = 'bob@example.com';
    await s.analytics.auth.operators.save(email, 'admin');
    const [changed, made, odd] = await Promise.all([
      operator('role', email, 'viewer'),
      operator('reset-link', email),
      operator('add', 'bob'),
    ]);
    expect(changed.json).toEqual({ email, role: 'viewer' });
    expect(made.json.link).toContain('/admin/password-reset#token=');
    expect([odd.code, odd.stderr]).toEqual([2, expect.stringMatching(/no e-mail address such as/)]);
    const reset = await redeem(made.json.link, 'password-reset', { password: 'a rather long sentence' });
    const bob = reset.headers.getSetCookie()[0]!.split(';')[0]!;
    const [off, link] = await Promise.all([operator('second-factor-off', email), operator('link', email)]);
    expect([link.json.link, link.stderr]).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/admin\/sign-in#token=/),
      expect.stringContaining('--public-url'),
    ]);
    const elsewhere = ['--public-url', 'https://app.example.com/insights'];
    const told = await operator('link', email, ...elsewhere);
    expect([told.json.link, told.stderr]).toEqual([
      expect.stringMatching(/^https:\/\/app\.example\.com\/insights\/admin\/sign-in#token=/),
      '',
    ]);
    expect(off.json).toEqual({ email, wasOn: false });
    expect(await panelStatus(bob)).toBe(401);
    await redeem(told.json.link, 'link');
    expect((await operator('sign-out', email)).json).toEqual({ email, sessions: 1 });
    expect((await operator('remove', email)).json).toEqual({ removed: email });
    const gone = await operator('link', email);
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining(`there is no operator ${email}`)]);
  });
});

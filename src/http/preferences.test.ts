import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';

const PATH = '/api/auth/preferences';
let s: TestServer;
let ann: string;
let vera: string;
beforeAll(async () => {
  s = await testServer();
  ann = await s.signIn('ann@example.com', 'admin');
  vera = await s.signIn('vera@example.com', 'viewer');
});
afterAll(() => s.close());

const change = (body: unknown, as: string) => s.ask(PATH, { method: 'PATCH', body, as });
const told = async (as: string) => (await s.ask('/api/admin/panel', { as })).json.operator.preferences;

it('keeps zone and language for each operator, whatever device asks', async () => {
  expect(await told(ann)).toEqual({ timezone: null, language: null });
  const changed = await change({ timezone: 'America/New_York' }, ann);
  expect(changed.json).toEqual({ preferences: { timezone: 'America/New_York', language: null } });
  await change({ language: 'de' }, ann);
  await change({ timezone: 'Asia/Tokyo' }, vera);
  const elsewhere = await s.signIn('ann@example.com', 'admin');
  expect(await told(elsewhere)).toEqual({ timezone: 'America/New_York', language: 'de' });
  expect(await told(vera)).toEqual({ timezone: 'Asia/Tokyo', language: null });
  await change({ timezone: null }, ann);
  expect(await told(ann)).toEqual({ timezone: null, language: 'de' });
});

it.each([
  [{ timezone: 'Mars/Olympus' }, 'timezone', 'takes an IANA time zone, such as Europe/Berlin or UTC'],
  [{ timezone: 'IST' }, 'timezone', 'takes an IANA time zone, such as Europe/Berlin or UTC'],
  [{ timezone: 7 }, 'timezone', 'takes an IANA time zone, such as Europe/Berlin or UTC'],
  [{ language: 'tlh' }, 'language', "takes en or de, or null for the browser's"],
])('refuses %j and names what is accepted', async (body, field, message) => {
  const before = await told(vera);
  const { status, json } = await change(body, vera);
  expect([status, json.fields]).toEqual([400, { [field]: message }]);
  expect(await told(vera)).toEqual(before);
});

it('is in the audit log with what was chosen', async () => {
  await s.audit(true);
  await change({ timezone: 'Europe/Berlin' }, vera);
  expect(await s.audit()).toMatchObject([
    { endpoint: 'changePreferences', parameters: { timezone: 'Europe/Berlin' } },
    { endpoint: 'changePreferences', status: 200 },
  ]);
});

it('lets the next page come in the language that was chosen, on each device', async () => {
  const device = { headers: { 'accept-language': 'en-GB,de-AT;q=0.5' } };
  const pageOf = async (cookie: string) => {
    const { headers, text } = await s.ask('/admin/usage', { ...device, as: cookie });
    return [headers.get('content-language'), /<html lang="[^"]*"/.exec(text)?.[0]];
  };
  const setBy = (answer: { headers: Headers }) => answer.headers.getSetCookie();
  expect(await pageOf('')).toEqual(['en-GB', '<html lang="en-GB"']);

  const [cookie, ...attributes] = setBy(await change({ language: 'de' }, ann))[0]!.split('; ');
  expect(cookie).toMatch(/^joip_language_\w{8}=de$/);
  expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=31536000']);
  expect(await pageOf(cookie!)).toEqual(['de-AT', '<html lang="de-AT"']);

  // Another device gets it with what the panel asks first; one that has it isn't told again.
  expect(setBy(await s.ask('/api/admin/panel', { as: ann }))[0]).toContain(`${cookie}; `);
  expect(setBy(await s.ask('/api/admin/panel', { as: `${ann}; ${cookie}` }))).toEqual([]);
  const [gone] = setBy(await change({ language: null }, `${ann}; ${cookie}`));
  expect(gone).toMatch(/^joip_language_\w{8}=; .*Max-Age=0$/);
});

it('goes with the operator who is removed', async () => {
  const { operators } = s.analytics.auth;
  const { id } = (await operators.byEmail('vera@example.com'))!;
  const kept = () =>
    s.t.db.pool.query(`select from ${s.t.db.s}.operator_preferences where actor = $1`, [`operator:${id}`]);
  expect((await kept()).rowCount).toBe(1);
  await operators.remove(id);
  expect((await kept()).rowCount).toBe(0);
});

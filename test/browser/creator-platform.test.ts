import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { sharedBrowser } from './chromium.ts';
import { installExample, type Running, STARTS, startExample } from './creator-platform.ts';

let example: ReturnType<typeof installExample>;
beforeAll(() => {
  example = installExample();
});
afterAll(() => example.remove());

it.each(Object.keys(STARTS) as (keyof typeof STARTS)[])(
  'on %s: who acts is seen by the operator on their own page, exactly, and lost when the server ends is nothing',
  async (framework) => {
    const t = await testDatabase();
    const running = await startExample(framework, example.folder, t.url);
    const [operator, creator] = [await newContext(running), await newContext(running)];
    try {
      const admin = await signUp(operator, '/', 'Ann');
      await admin.goto('/credits');
      const invite = new URL((await admin.locator('code').textContent())!);
      await admin.goto('/admin');
      await shows(admin, { sessions: '0', mediaUploads: '0', revenue: '$0.00' });

      const page = await signUp(creator, invite.pathname + invite.search, 'Ben');
      const seen = shows(admin, { sessions: '1' }).then(() => performance.now());
      const made = await act(page);
      console.log(
        `${framework}: a session is seen ${(((await seen) - made) / 1000).toFixed(2)} s after it was made`,
      );
      await shows(admin, { sessions: '1', mediaUploads: '1', revenue: '$4.99' });
      await admin.locator('joip-top-users').getByRole('link', { name: 'Ben' }).waitFor();
      await countsEqual(admin);

      await endsInOrder(running, { operator, creator }, t.db);
    } finally {
      await Promise.all([operator.close(), creator.close()]);
      await t.drop();
    }
  },
);

const newContext = async ({ origin }: Running) =>
  (await sharedBrowser()).newContext({ baseURL: origin, viewport: { width: 1280, height: 900 } });

async function signUp(context: BrowserContext, path: string, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(`${name}@example.com`);
  await page.getByLabel('Password').fill('a long sentence');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('heading', { name: 'Your sessions' }).waitFor();
  return page;
}

/**
 * A purchase, a session, two captions, a picture, a share and a like, by the forms of the platform.
 *
 * @returns when the session was there
 */
async function act(page: Page): Promise<number> {
  await page.goto('/credits');
  await page.getByRole('button', { name: 'Buy' }).first().click();
  await page.getByRole('heading', { name: '25 credits' }).waitFor();
  await page.goto('/');
  await page.getByLabel('Title').fill('An evening at the harbour');
  await page.getByRole('button', { name: 'New session' }).click();
  await page.getByRole('heading', { name: 'An evening at the harbour' }).waitFor();
  const made = performance.now();
  await page.getByLabel('Caption').fill('Nothing moved but the light.');
  await page.getByRole('button', { name: 'Add caption' }).click();
  await page.getByRole('listitem').getByText('Nothing moved but the light.').waitFor();
  await page.getByRole('button', { name: 'Add caption' }).click();
  await page.getByText('24 credits').waitFor();
  await page.getByRole('button', { name: 'Add picture' }).click();
  await page.getByText('Untitled').waitFor();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('Shared with the').waitFor();
  await page.goto('/community');
  await page.getByRole('button', { name: '♡ 0' }).click();
  await page.getByText('♥ 1').waitFor();
  return made;
}

async function shows(page: Page, numbers: Readonly<Record<string, string>>): Promise<void> {
  for (const [metric, value] of Object.entries(numbers))
    await page.locator(`joip-number[metric=${metric}] .value`).getByText(value, { exact: true }).waitFor();
}

/** What was done, told by the account's own page, by the counters and by the reports over the platform's tables. */
async function countsEqual(admin: Page): Promise<void> {
  await admin.reload();
  await admin.getByRole('table').getByRole('link', { name: 'Ben' }).click();
  await admin.locator('joip-user').getByRole('link', { name: 'Ben' }).waitFor();
  const id = new URL(admin.url()).pathname.split('/').at(-1)!;
  const read = async (path: string) => (await admin.request.get(`/insights/api/admin/${path}`)).json();
  const { usageStats } = await read(`users/${id}/usage`);
  expect(usageStats).toMatchObject({
    sessionsCreated: 1,
    customCaptionsGenerated: 1,
    smartCaptionsGenerated: 1,
    mediaUploaded: 1,
    sessionsShared: 1,
    loginCount: 1,
  });
  const { revenue } = await read('analytics?period=today');
  // Who invited is an operator.
  const referrals = await read('referrals/stats?period=today&excludeInternal=false');
  const community = await read('community/stats?period=today');
  expect([revenue, referrals.newReferrals, community.sharedSessions, community.totalLikes]).toEqual([
    499, 1, 1, 1,
  ]);
}

/** With a panel and an admin page that listen, and creators who write: what was answered as done is there. */
async function endsInOrder(
  running: Running,
  { operator, creator }: { operator: BrowserContext; creator: BrowserContext },
  { pool, s }: TestDatabase['db'],
): Promise<void> {
  const panel = await operator.newPage();
  await panel.goto('/insights/admin/');
  await panel.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  let answered = 0;
  const writing = Array.from({ length: 40 }, async (_, i) => {
    const made = creator.request.post('/sessions', { form: { title: `Take ${i}` }, maxRedirects: 0 });
    if ((await made.catch(() => null))?.status() === 303) answered++;
  });
  await expect.poll(() => answered, { interval: 1 }).toBeGreaterThan(2);
  expect(await running.end()).toBe(0);
  await Promise.all(writing);
  const { rows } = await pool.query<{ done: string; logged: string }>(
    `select (select count(*) from public.sessions) as done,
       (select count(*) from ${s}.user_activity_logs where action = 'session_created') as logged`,
  );
  const { done, logged } = rows[0]!;
  expect(Number(done)).toBeGreaterThanOrEqual(answered + 1);
  expect(logged).toBe(done);
}

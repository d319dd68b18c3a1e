import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { checkView } from './check-view.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { countOf, userId, userName, type Written, within, words } from './platform.ts';

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
  await panel.analytics.auth.operators.save('admin@example.com', 'admin');
  const { key } = await panel.analytics.auth.keys.create('tests', ['admin']);
  await fetch(new URL('../api/admin/annotations', panel.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({
      day: new Date(written.today - 86_400_000).toISOString().slice(0, 10),
      text: `${userName(1)} uploaded everything twice`,
    }),
  });
});
afterAll(() => finish(panel));

/** Whatever names one of the platform's people. */
const NAMES = Array.from({ length: 57 }, (_, n) => [userName(n), `person${n}@example.com`, userId(n)]).flat();

/** What the API answered to a page, with how. */
function heard(page: Page): { path: string; status: number; text: Promise<string> }[] {
  const answers: { path: string; status: number; text: Promise<string> }[] = [];
  page.on('response', (response) => {
    const { pathname, search } = new URL(response.url());
    if (pathname.includes('/api/'))
      answers.push({
        path: pathname + search,
        status: response.status(),
        text: response.text().catch(() => ''),
      });
  });
  return answers;
}

const VIEWS = [
  '',
  'analytics?period=30days',
  'analytics?period=90days&metric=activeUsers',
  'analytics?rows=activities&shown=people',
  'usage?period=30days',
  'usage?rows=activities&who=user-1',
  'reports?by=user',
  'users/user-1',
  'referrals',
  'community',
  'system',
  'audit',
  'settings',
  'account',
];

it('tells a viewer of no person in any answer of any page, and is refused nothing', async () => {
  for (const view of VIEWS) {
    const page = await panel.signedIn({ role: 'viewer' });
    const answers = heard(page);
    await page.goto(panel.url + view);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    expect(answers.length).toBeGreaterThan(0);
    for (const { path, status, text } of answers) {
      expect([view, path, status < 400]).toEqual([view, path, true]);
      const said = await text;
      expect([view, path, NAMES.filter((name) => said.includes(name))]).toEqual([view, path, []]);
    }
    await page.close();
  }
  const { rows } = await panel.analytics.view.db.pool.query(
    `select endpoint, status from ${panel.analytics.view.db.s}.audit_log where phase = 'denial'`,
  );
  expect(rows).toEqual([]);
});

it('gives a viewer cards, the chart, features and distributions, and nothing that opens', async () => {
  const page = await panel.open('', { role: 'viewer' });
  await page.waitForURL(/\/analytics/);
  const month = within(written, 30);
  await page.getByText(`${words(month.length)} activities by 57 people`).waitFor();
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.waitFor();
  await page.getByRole('heading', { name: 'Features', exact: true }).waitFor();
  await page
    .getByText(words(countOf(month, 'smart_caption_generated')), { exact: true })
    .first()
    .waitFor();
  await page.getByRole('heading', { name: 'Features over time' }).scrollIntoViewIfNeeded();
  await page.getByRole('slider', { name: /^Features by day/ }).waitFor();
  expect(await page.locator('main a[aria-haspopup=dialog]').count()).toBe(0);
  expect(await page.locator('main a[href*="/reports"]').count()).toBe(0);
  await chart.focus();
  for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key);
  await expect
    .poll(() => chart.getAttribute('aria-valuetext'))
    .toContain('note: Something was noted here. An administrator can tell what.');
  for (const key of ['End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Zoom to this day' }).waitFor();
  expect(await page.getByRole('link', { name: 'By whom' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await checkView(page);
});

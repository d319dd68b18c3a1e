import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity } from '../support/index.ts';
import { findings, settled } from './axe.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';
import { setAside } from './set-aside.ts';

const DAY = 86_400_000;
const lastAt = Date.now() - 97 * DAY;
const day = new Date(lastAt).toISOString().slice(0, 10);
const words = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
  ...(day.slice(0, 4) === new Date().toISOString().slice(0, 4) ? {} : { year: 'numeric' }),
}).format(lastAt);

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel();
  await panel.analytics.ingest.writeHistory(
    Array.from({ length: 300 }, (_, n) =>
      anActivity({ userId: `user-${n % 20}`, createdAt: lastAt - (n % 90) * DAY }),
    ),
    'test',
  );
});
afterAll(() => finish(panel));

const badge = (page: Page) =>
  page.getByRole('button', { name: /^(All is well|\d+ things to look at|Activity: none since)/ });
const line = (page: Page, label: string) =>
  page.getByRole('list', { name: 'Health' }).getByRole('listitem').filter({ hasText: label });

it('says on every page that a dead platform is silent, and since when', async () => {
  const page = await panel.open('analytics?period=30days');
  await badge(page).getByText(`Activity: none since ${words}`).waitFor();
  await page.getByText(`No activity since ${words}.`).waitFor();
  for (const view of ['usage', 'reports', 'referrals', 'community', 'system', 'audit', 'settings']) {
    await page.goto(panel.url + view);
    await badge(page).getByText(`Activity: none since ${words}`).waitFor();
  }
  await page.goto(`${panel.url}system`);
  await page.getByText(`No activity since ${words}; check your tracking`).waitFor();
  expect(await page.getByText('All is well.').count()).toBe(0);
});

it('leads from an empty range and from the badge to the last activity', async () => {
  const page = await panel.open('analytics?period=30days');
  await page.getByText('No activity in this range.').getByRole('button', { name: words }).click();
  await page.waitForURL(new RegExp(`startDate=${day}&endDate=${day}`));
  await page.getByText('In this range,').waitFor();
  await page.goto(`${panel.url}usage`);
  await badge(page).click();
  await line(page, 'Activity').getByRole('link').click();
  await page.waitForURL(new RegExp(`analytics\\?startDate=${day}&endDate=${day}`));
});

it('counts letters that wait and requests that were refused, and leads to both', async () => {
  await setAside(panel.analytics);
  await (await panel.anonymous()).request.post(new URL('../api/track', panel.url).href, { data: {} });
  const page = await panel.open('usage', { timed: true });
  await badge(page).click();
  // The server asks its database every ten seconds at most, the page every two minutes.
  await expect
    .poll(async () => {
      await page.clock.fastForward('02:01');
      return line(page, 'Dead letters').textContent();
    })
    .toContain('6 letters waiting');
  await line(page, 'Refused').getByText('1 request with activity in the last hour').waitFor();
  await line(page, 'Lag')
    .getByText(/Nothing waits|until written/)
    .waitFor();
  await line(page, 'Database').getByText('Takes reads and writes').waitFor();
  await settled(page);
  expect(await findings(page)).toEqual([]);
  await line(page, 'Dead letters').getByRole('link').click();
  await page.waitForURL(/system.*#dead-letters$/);
});

it('tells a viewer of the database alone', async () => {
  const page = await panel.open('usage', { role: 'viewer' });
  const asked: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() === 403) asked.push(answer.url());
  });
  await page.reload();
  await page.getByRole('button', { name: 'All is well' }).click();
  expect(await page.getByRole('list', { name: 'Health' }).getByRole('listitem').count()).toBe(1);
  await line(page, 'Database').getByText('Takes reads and writes').waitFor();
  expect(asked).toEqual([]);
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity } from '../support/index.ts';
import { findings } from './axe.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';
import { setAside } from './set-aside.ts';
import { quiet } from './traffic.ts';

let panel: Panel;
/** By how much the server's clock is ahead. */
let ahead = 0;
beforeAll(async () => {
  panel = await startPanel({ now: () => Date.now() + ahead });
  for (let i = 0; i < 3; i++) await panel.analytics.ingest.track(anActivity({ userId: `user-${i}` }));
  await setAside(panel.analytics);
});
afterAll(() => finish(panel));

const fact = (page: Page, part: string, name: string) =>
  page.getByRole('region', { name: part }).locator('dl > div').filter({ hasText: name }).locator('dd');
const letters = (page: Page) => page.getByRole('region', { name: 'Letters', exact: true }).locator('li');
const part = (page: Page) => page.getByRole('region', { name: 'Dead letters' });

it('tells in a sentence what to look at, and in numbers how the system does', async () => {
  const page = await panel.open('system');
  await page.getByText('6 dead letters waiting: activity that couldn’t be counted').waitFor();
  expect(await fact(page, 'Ingest', 'Written').textContent()).toBe('3');
  expect(await fact(page, 'Ingest', 'Dead letters').textContent()).toBe('6');
  expect(await fact(page, 'Process', 'Node.js').textContent()).toBe(process.versions.node);
  const endpoints = page.getByRole('region', { name: 'Latencies by endpoint' });
  await endpoints.getByRole('row', { name: /^Sign in by link 1 / }).waitFor();
  await page.getByRole('region', { name: 'Tables by size' }).getByText('user_activity_logs').waitFor();
});

it('follows the system by itself, and stands still when paused', async () => {
  const page = await panel.open('system', { timed: true });
  await fact(page, 'Ingest', 'Written').waitFor();
  const before = Number(await fact(page, 'Ingest', 'Written').textContent());
  await panel.analytics.ingest.track(anActivity({ userId: 'user-1' }));
  await page.clock.fastForward('00:05');
  await expect.poll(() => fact(page, 'Ingest', 'Written').textContent()).toBe(String(before + 1));
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused; ').waitFor();
  await quiet(page);
  let asked = 0;
  page.on('request', () => asked++);
  await page.clock.runFor('01:00');
  await quiet(page);
  expect(asked).toBe(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.clock.fastForward('00:05');
  await expect.poll(() => asked).toBeGreaterThan(0);
});

it('orders the endpoints by what is asked for', async () => {
  const page = await panel.open('system');
  const table = page.getByRole('region', { name: 'Latencies by endpoint' });
  await table.getByRole('button', { name: 'p95' }).click();
  await table.locator('th[aria-sort=descending]', { hasText: 'p95' }).waitFor();
});

it('explains dead letters by reason, and opens one to what came', async () => {
  const page = await panel.open('system');
  await part(page).getByText('The catalogue has no such action.').waitFor();
  await expect.poll(() => letters(page).count()).toBe(6);
  await part(page).getByRole('link', { name: 'Unknown action' }).click();
  await page.waitForURL(/reason=unknown_action/);
  await expect.poll(() => letters(page).count()).toBe(4);
  await page.reload();
  await expect.poll(() => letters(page).count()).toBe(4);
  await letters(page).first().locator('summary').click();
  const payload = JSON.parse((await letters(page).first().locator('pre').textContent()) ?? '');
  expect(payload).toMatchObject({ action: 'session_exported', details: { theme: 'JOI' } });
  expect(await findings(page)).toEqual([]);
});

it('replays letters, and says which were refused again', async () => {
  const page = await panel.open('system', { timed: true });
  await page.getByRole('button', { name: 'Replay 1 of “From the future”' }).click();
  await page.getByText('Replayed 1 letter: 1 refused again.').waitFor();
  // Five minutes ahead are allowed: this one is too early now, and right in a moment.
  await panel.analytics.ingest.track(anActivity({ userId: 'user-2', createdAt: Date.now() + 320_000 }));
  // Letters are counted every ten seconds, and the page asks every five.
  ahead = 11_000;
  await page.clock.fastForward('00:05');
  const both = page.getByRole('button', { name: 'Replay 2 of “From the future”' });
  await both.waitFor();
  ahead = 25_000;
  await both.click();
  await page.getByText('Replayed 2 letters: 1 counted now, 1 refused again.').waitFor();
  await page.getByRole('button', { name: 'Replay 1 of “From the future”' }).waitFor();
});

it('discards one letter, a reason or all, each only at the second time of asking', async () => {
  const page = await panel.open('system?reason=unknown_action');
  await letters(page).first().locator('summary').click();
  await letters(page).first().getByRole('button', { name: 'Discard this letter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect(await letters(page).count()).toBe(4);
  await letters(page).first().getByRole('button', { name: 'Discard this letter' }).click();
  await page.getByRole('button', { name: 'Discard 1', exact: true }).click();
  await page.getByText('Discarded 1 letter.').waitFor();
  await expect.poll(() => letters(page).count()).toBe(3);
  // By keyboard: the safe answer has the focus, Escape is one too.
  await page.getByRole('button', { name: 'Discard 3 of “Unknown action”' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Discard 3/);
  await page.getByRole('button', { name: 'Discard 3 of “Unknown action”' }).press('Enter');
  await page.getByRole('button', { name: 'Discard 3', exact: true }).click();
  await page.getByText('Discarded 3 letters.').waitFor();
  await page.getByRole('button', { name: /^Discard all 2/ }).click();
  await page.getByRole('button', { name: 'Discard 2', exact: true }).click();
  await part(page).getByText('None. Whatever can’t be counted waits here.').waitFor();
});

it('says what to do where the server can not answer, and goes on by itself', async () => {
  const page = await panel.open('usage');
  let failing = true;
  await page.route('**/api/admin/system', (route) =>
    failing ? route.fulfill({ status: 500, body: '' }) : route.continue(),
  );
  await page.getByRole('button', { name: 'Administration' }).click();
  await page.getByRole('link', { name: 'System' }).click();
  await page.getByRole('alert').getByText('The server couldn’t answer').waitFor();
  failing = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Endpoints' }).waitFor();
});

it('is for administrators, as are its neighbours', async () => {
  const page = await panel.open('system', { role: 'viewer' });
  await page.waitForURL(/\/analytics/);
  expect(await page.getByRole('button', { name: 'Administration' }).count()).toBe(0);
  for (const view of ['audit', 'settings']) {
    await page.goto(panel.url + view);
    await page.waitForURL(/\/analytics/);
  }
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { countOf, userId, userName, type Written, within, words } from './platform.ts';

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled({ timezone: 'America/New_York' }));
});
afterAll(() => finish(panel));

const at = (n: number, query = '') => `users/${encodeURIComponent(userId(n))}${query}`;
const of = (n: number, activities: Written['activities']) => activities.filter((a) => a.userId === userId(n));

it('tells who it is and every counter, in the range and ever', async () => {
  const page = await panel.open(at(1, '?period=30days'));
  await page.getByRole('heading', { level: 1, name: userName(1) }).waitFor();
  await page.getByText('person1@example.com').waitFor();
  const row = page.getByRole('row', { name: /^Sessions created/ });
  const sessions = (activities: Written['activities']) =>
    words(countOf(of(1, activities), 'session_created'));
  await expect
    .poll(() => row.getByRole('cell').allInnerTexts())
    .toEqual([sessions(within(written, 30)), sessions(written.activities)]);
});

it('walks the calendar with the arrow keys and opens a day', async () => {
  const page = await panel.open(at(0));
  const calendar = page.getByRole('slider');
  await calendar.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  const day = new Date(written.today - 7 * 86_400_000);
  const told = await calendar.getAttribute('aria-valuetext');
  const date = day.toISOString().slice(0, 10);
  const activities = of(0, written.activities).filter((a) => new Date(a.at).toISOString().startsWith(date));
  expect(told).toMatch(new RegExp(`: ${activities.length} activit`));
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`startDate=${date}`));
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect.poll(() => timeline.locator('time').count()).toBe(activities.length);
});

it('lists what they did, newest first, to the very end', async () => {
  const page = await panel.open(at(0, '?period=all'));
  const items = page.getByRole('region', { name: 'Timeline' }).locator('time');
  const all = of(0, written.activities);
  await items.first().waitFor();
  for (let more = page.getByRole('button', { name: 'Load more' }); await more.count(); ) {
    const before = await items.count();
    await more.click();
    await expect.poll(() => items.count()).toBeGreaterThan(before);
  }
  const times = await items.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('datetime')!));
  expect(times).toEqual(
    all
      .map((a) => new Date(a.at).toISOString())
      .sort()
      .reverse(),
  );
});

it('opens an activity to its details', async () => {
  const page = await panel.open(at(0, '?period=all&feature=smart_captions'));
  const item = page.locator('details').filter({ hasText: 'Smart caption generated' }).first();
  await item.locator('summary').click();
  await item.getByText('Caption length', { exact: true }).waitFor();
});

it('opens users whose id has every odd character, and those known only by activity', async () => {
  const page = await panel.open(at(3));
  await page.getByRole('heading', { level: 1, name: userName(3) }).waitFor();
  await page.getByRole('link', { name: 'All users' }).click();
  await page.waitForURL(/\/usage/);
  const stub = await panel.open(at(56, '?period=all'));
  await stub.getByRole('heading', { level: 1, name: userId(56) }).waitFor();
  await stub.getByRole('listitem').filter({ hasText: 'not identified' }).waitFor();
});

it('says so when there is no such user', async () => {
  const page = await panel.open('users/nobody');
  await page.getByRole('alert').getByText('Nothing here').waitFor();
});

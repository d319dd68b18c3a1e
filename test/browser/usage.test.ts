import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { countOf, userName, type Written, within, words } from './platform.ts';

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

const RANKED = [
  'session_created',
  'smart_caption_generated',
  'custom_caption_created',
  'babecock_created',
  'media_uploaded',
] as const;
const table = (page: Page) => page.getByRole('region', { name: 'User table' });
const column = (page: Page, name: string) =>
  table(page)
    .locator('thead th')
    .allInnerTexts()
    .then((heads) =>
      table(page)
        .locator(`tbody td:nth-child(${heads.indexOf(name) + 1})`)
        .allInnerTexts(),
    );
const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

/** Scores by user, highest first, counted from what was written. */
function scores(days: number): [string, number][] {
  const recent = within(written, days);
  const users = [...new Set(recent.map((a) => a.userId))];
  return users
    .map((id): [string, number] => [
      id,
      countOf(
        recent.filter((a) => a.userId === id),
        ...RANKED,
      ),
    ])
    .sort((a, b) => b[1] - a[1]);
}

it('puts the five most active first, with what they did by feature', async () => {
  const page = await panel.open('usage?period=30days');
  const top = page
    .getByRole('region', { name: 'Top users' })
    .getByRole('listitem')
    .filter({ hasText: 'Rank' });
  await top.first().waitFor();
  expect(await top.count()).toBe(5);
  const shown = await top.locator('.text-2xl').allInnerTexts();
  expect(shown).toEqual(
    scores(30)
      .slice(0, 5)
      .map(([, score]) => words(score)),
  );
  await top.first().getByText('Smart captions').waitFor();
});

it('orders by any column on the server, tells it to all, and keeps it', async () => {
  const page = await panel.open('usage?period=30days');
  await table(page).getByRole('button', { name: 'Media uploaded' }).click();
  await page.waitForURL(/sort=mediaUploaded/);
  await table(page).locator('th[aria-sort=descending]', { hasText: 'Media uploaded' }).waitFor();
  await expect.poll(async () => isOrdered(await column(page, 'Media uploaded'), -1)).toBe(true);
  await table(page).getByRole('button', { name: 'Media uploaded' }).click();
  await page.waitForURL(/order=asc/);
  await page.reload();
  await table(page).locator('th[aria-sort=ascending]', { hasText: 'Media uploaded' }).waitFor();
  await expect.poll(async () => isOrdered(await column(page, 'Media uploaded'), 1)).toBe(true);
});

it('turns pages without losing or repeating anybody', async () => {
  const page = await panel.open('usage?period=30days');
  const all = scores(30);
  await pages(page).getByText(`of ${all.length}`).waitFor();
  const seen: string[] = [];
  for (let n = 1; ; n++) {
    await pages(page).getByText(`Page ${n} of`).waitFor();
    // Until the answer is there, the page before stays on screen.
    const fresh = async () => (await column(page, 'User')).filter((user) => !seen.includes(user));
    await expect.poll(async () => (await fresh()).length).toBe(Math.min(20, all.length - seen.length));
    seen.push(...(await fresh()));
    const next = page.getByRole('button', { name: 'Next page' });
    if (await next.isDisabled()) break;
    await next.click();
  }
  expect(new Set(seen).size).toBe(all.length);
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes(`page=${Math.ceil(all.length / 20)}`));
});

it('finds users while typing, from anywhere, with /', async () => {
  const page = await panel.open('analytics');
  await page.getByRole('heading', { name: 'Features' }).waitFor();
  await page.keyboard.press('/');
  await page.waitForURL(/\/usage/);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('user-search');
  await page.keyboard.type('NUMBER07');
  await page.waitForURL(/search=NUMBER07/);
  await expect.poll(() => table(page).locator('tbody tr').count()).toBe(1);
  await table(page)
    .getByRole('link', { name: userName(7) })
    .waitFor();
  await page.getByRole('searchbox').fill('nobody at all');
  await page.getByText('Nobody active in this range matches').waitFor();
});

it('shows the columns that were chosen, and remembers them', async () => {
  const page = await panel.open('usage');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Pages viewed').check();
  await page.getByLabel('Custom captions').uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  const heads = table(page).locator('thead th');
  await heads.filter({ hasText: 'Pages viewed' }).waitFor();
  expect(await heads.filter({ hasText: 'Custom captions' }).count()).toBe(0);
});

it('walks the rows with the arrow keys and opens one', async () => {
  const page = await panel.open('usage?period=30days');
  const links = table(page).locator('tbody [data-row-link]');
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  const name = (await links.nth(1).textContent()) ?? '';
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/users\/.+period=30days/);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
});

it('follows the feature filter everywhere on the page', async () => {
  const page = await panel.open('usage?period=30days');
  await page.getByLabel('Feature', { exact: true }).selectOption('smart_captions');
  await page.waitForURL(/feature=smart_captions/);
  const captions = countOf(within(written, 30), 'smart_caption_generated', 'custom_caption_created');
  const summary = page.getByRole('region', { name: 'Summary' });
  await summary
    .locator('div', { hasText: 'Activities' })
    .getByText(words(captions), { exact: true })
    .waitFor();
  const cards = page.getByRole('article');
  await expect.poll(() => cards.count()).toBe(1);
  await cards.getByText('Seasonal').waitFor();
});

const isOrdered = (cells: string[], direction: 1 | -1) => {
  const numbers = cells.map((cell) => Number(cell.replaceAll(',', '')));
  return numbers.length > 1 && numbers.every((n, i) => i === 0 || direction * (n - numbers[i - 1]!) >= 0);
};

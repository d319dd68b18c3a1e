import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { finish } from './filled.ts';
import type { Panel } from './panel.ts';
import { faults } from './paper.ts';
import { readPdf } from './pdf.ts';
import { startViews } from './views.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startViews();
});
afterAll(() => finish(panel));

/** The last whole month, as the presets have it. */
const LAST_MONTH = (() => {
  const day = new Date();
  const at = (month: number, date: number) =>
    new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + month, date)).toISOString().slice(0, 10);
  return `startDate=${at(-1, 1)}&endDate=${at(0, 0)}`;
})();

/** Presses the entry of the export menu, with the browser's dialog counted instead of opened. */
async function askForPdf(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.print = () =>
      document.body.setAttribute('data-asked', String(document.querySelectorAll('main .skeleton').length));
  });
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: /^PDF/ }).click();
  await page.locator('body[data-asked]').waitFor();
}

it('prints last month on one sheet, asked for as soon as its numbers stand, with the charts below the window', async () => {
  const page = await panel.open(`analytics?${LAST_MONTH}`, { colorScheme: 'dark' });
  await page.getByRole('region', { name: 'Users, metrics' }).waitFor();
  await askForPdf(page);
  expect(await page.locator('body').getAttribute('data-asked')).toBe('0');
  expect(await page.getByRole('slider', { name: /^Features by day/ }).isVisible()).toBe(true);
  const { pages, text } = readPdf(await page.pdf({ format: 'A4' }));
  expect(pages).toBe(1);
  for (const part of [
    'Newusers',
    'Revenue',
    'against',
    'UTC',
    'Featuresovertime',
    'Theme',
    'Layout',
    'printed',
  ])
    expect(text).toContain(part);
  // Charts are drawn for the sheet: their letters are letters there.
  expect(text.split('Before').length).toBeGreaterThan(1);
  // And the screen has its own again.
  expect(await page.locator('html[data-paper]').count()).toBe(0);
});

it.each(['usage', 'referrals', 'system', 'audit', 'settings', 'account', 'users/user-1', 'reports?by=theme'])(
  'offers the print in the menu of %s',
  async (at) => {
    const page = await panel.open(at);
    await settled(page);
    await askForPdf(page);
    const { text } = readPdf(await page.pdf({ format: 'A4' }));
    expect(text).toContain(
      ((await page.getByRole('heading', { level: 1 }).textContent()) ?? '?').replace(/\s/g, ''),
    );
    expect(text).not.toMatch(/DownloadCSV|Searchandjump/);
  },
);

it('offers it in the palette, too', async () => {
  const page = await panel.open('usage');
  await settled(page);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-asked', '');
  });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('pdf');
  await page.getByRole('option', { name: /^Print this page/ }).click();
  await page.locator('body[data-asked]').waitFor();
});

it('prints every row of a page of a table, each on one sheet', async () => {
  const page = await panel.open('usage?size=50');
  await settled(page);
  const names = await page
    .locator('section[aria-label="User table"] tbody tr td:first-child a')
    .allTextContents();
  const { pages, text } = readPdf(await page.pdf({ format: 'A4' }));
  expect(pages).toBeGreaterThan(1);
  for (const name of names) expect(text).toContain(name.replace(/\s/g, ''));
  await page.emulateMedia({ media: 'print' });
  const breaks = await page
    .locator('tr, #chart, .panel-tint')
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).breakInside));
  expect(new Set(breaks)).toEqual(new Set(['avoid']));
});

it('prints the list that is open instead of the page behind it', async () => {
  const page = await panel.open('analytics?rows=activities');
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 718, height: 1_000 });
  expect(await page.getByRole('region', { name: 'Users, metrics' }).isVisible()).toBe(false);
  expect(await faults(page)).toEqual([]);
});

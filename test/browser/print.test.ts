import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { cut } from './cut.ts';
import { finish } from './filled.ts';
import type { Panel } from './panel.ts';
import { readPdf } from './pdf.ts';
import { openView, startViews, VIEWS } from './views.ts';

/** A sheet's width between its margins, in CSS pixels: of A4, and of Letter. */
const SHEETS = [718, 740];

let panel: Panel;
beforeAll(async () => {
  panel = await startViews();
});
afterAll(() => finish(panel));

/** What paper can't have: what scrolls, sticks, is cut, is pressed, or is dark. */
const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const named = (element: Element) =>
      `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent?.slice(0, 30)}`;
    const seen = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
      (each) =>
        each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !each.closest('canvas'),
    );
    for (const each of seen) {
      const { position, overflowX, overflowY } = getComputedStyle(each);
      const { width } = each.getBoundingClientRect();
      if (['sticky', 'fixed'].includes(position)) found.add(`${position}: ${named(each)}`);
      const clips = [overflowX, overflowY].some((way) => way !== 'visible');
      const more = each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1;
      if (clips && more && width > 2) found.add(`has more than is shown: ${named(each)}`);
      if (each.matches('nav[aria-label="Views"], [aria-label="Export"], button[aria-label^="Download"]'))
        found.add(`is pressed: ${named(each)}`);
    }
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    if (ground !== 'rgb(255, 255, 255)') found.add(`printed on ${ground}`);
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.add(`${wide} px wider than the sheet`);
    return [...found];
  });

it.each(Object.entries(VIEWS))('is whole and light on paper: %s', async (_, view) => {
  const page = await openView(panel, view, { colorScheme: 'dark' });
  await settled(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.waitForFunction(() => !document.querySelector('main .skeleton'));
  for (const width of SHEETS) {
    await page.setViewportSize({ width, height: 1_000 });
    expect({ width, faults: await faults(page), cut: await cut(page) }).toEqual({
      width,
      faults: [],
      cut: [],
    });
  }
  if (view.nobody) return;
  expect(await page.getByRole('banner').textContent()).toMatch(
    /joip · 127\.0\.0\.1:\d+ · printed .+ UTC by admin@example\.com$/,
  );
});

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

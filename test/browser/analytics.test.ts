import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boxOf, settled, still } from './axe.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { countOf, type Written, within, words } from './platform.ts';

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled({ timezone: 'Europe/Berlin' }));
});
afterAll(() => finish(panel));

const card = (page: Page, label: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(label, { exact: true }) });
const chart = (page: Page) => page.locator('#chart').getByRole('slider');

it('leads from its root to Analytics and says what the range and zone are', async () => {
  const page = await panel.open('');
  await page.waitForURL(/\/admin\/analytics$/);
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  await page.getByText('Europe/Berlin GMT', { exact: false }).first().waitFor();
  expect(await page.title()).toBe('Analytics · joip analytics');
});

it('shows the numbers that were written', async () => {
  const page = await panel.open('analytics?period=30days');
  const month = within(written, 30);
  const revenue = written.purchases
    .filter(({ at }) => at >= written.today - 29 * 86_400_000)
    .reduce((sum, { amount }) => sum + amount, 0);
  const expected: Record<string, string> = {
    'Active users': words(new Set(month.map((a) => a.userId)).size),
    Captions: words(countOf(month, 'smart_caption_generated')),
    Compositions: words(countOf(month, 'babecock_created')),
    Uploads: words(countOf(month, 'media_uploaded')),
    'Total sessions': words(countOf(written.activities, 'session_created')),
    'Media items': words(
      countOf(written.activities, 'media_uploaded') - countOf(written.activities, 'media_deleted'),
    ),
    Revenue: new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(revenue / 100),
  };
  for (const [label, value] of Object.entries(expected)) {
    const shown = card(page, label).getByText(value, { exact: true });
    await shown.first().waitFor();
    expect([label, await shown.first().textContent()]).toEqual([label, value]);
  }
  await page
    .getByText('In this range,')
    .getByText(`${words(month.length)} activities`)
    .waitFor();
});

it('reads the chart point by point with the arrow keys, and opens a day with Enter', async () => {
  const page = await panel.open('analytics?period=7days&metric=captionGenerations');
  await chart(page).focus();
  const yesterday = within(written, 2);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const text = await chart(page).getAttribute('aria-valuetext');
  expect(text).toContain(`: ${countOf(yesterday, 'smart_caption_generated')},`);
  expect(await page.getByTestId('readout').textContent()).toContain(text?.split(':')[0]);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Zoom to this day' }).click();
  const day = new Date(written.today - 86_400_000).toISOString().slice(0, 10);
  await page.waitForURL(new RegExp(`startDate=${day}&endDate=${day}`));
  await page.goBack();
  await page.waitForURL(/period=7days/);
});

it('keeps the point that is read while the chart is drawn anew, and opens it', async () => {
  const page = await panel.open('analytics?period=7days&metric=captionGenerations');
  await chart(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const text = await chart(page).getAttribute('aria-valuetext');
  const anew: (() => Promise<void>)[] = [
    () => page.emulateMedia({ colorScheme: 'dark' }),
    () => page.setViewportSize({ width: 900, height: 900 }),
    () => page.emulateMedia({ colorScheme: 'light' }),
    () => page.setViewportSize({ width: 1440, height: 900 }),
  ];
  for (const change of anew) {
    await change();
    await still(page);
    expect(await chart(page).getAttribute('aria-valuetext')).toBe(text);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Zoom to this day' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
  }
});

it('reads the chart with the pointer', async () => {
  const page = await panel.open('analytics?period=7days');
  const plot = page.locator('#chart .u-over');
  await settled(page);
  const box = await boxOf(plot);
  await page.mouse.move(box.x + box.width - 2, box.y + 20);
  await page.getByTestId('readout').getByText('so far').waitFor();
  await page.mouse.move(box.x, box.y - 200);
  await page
    .getByTestId('readout')
    .getByText(/, total$/)
    .waitFor();
});

it('reads a point at the first tap of a finger and opens it at the second', async () => {
  const viewport = { width: 390, height: 844 };
  const page = await panel.open('analytics?period=7days', { viewport, hasTouch: true, isMobile: true });
  const plot = page.locator('#chart .u-over');
  await settled(page);
  const tap = async () => plot.tap({ position: { x: (await boxOf(plot)).width / 2, y: 40 } });
  await tap();
  const read = page.getByTestId('readout').getByText(/^\w{3}, /);
  await read.first().waitFor();
  expect(page.url()).toContain('period=7days');
  await tap();
  await page.getByRole('button', { name: 'Zoom to this day' }).tap();
  await page.waitForURL(/startDate=/);
});

it('tells the same numbers as a table, kept in the address', async () => {
  const page = await panel.open('analytics?period=7days');
  await page.getByRole('button', { name: 'Table' }).click();
  await page.waitForURL(/view=table/);
  await page.reload();
  const table = page.getByRole('region', { name: 'Activities as a table' });
  await table.waitFor();
  const cells = await table.locator('tbody td:nth-child(2)').allInnerTexts();
  expect(cells).toHaveLength(7);
  const sum = cells.reduce((total, cell) => total + Number(cell.replaceAll(',', '')), 0);
  expect(sum).toBe(within(written, 7).length);
});

it('keeps range, comparison and zone through reload, back and the other views', async () => {
  const page = await panel.open('analytics');
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByLabel('Compare').selectOption('previous_year');
  await page.waitForURL(/compare=previous_year/);
  await page.getByRole('button', { name: /^Time zone/ }).click();
  await page.getByRole('combobox', { name: 'Find a time zone' }).fill('phoenix');
  await page.keyboard.press('Enter');
  await page.waitForURL(/timezone=America/);
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await page.waitForURL(/period=7days/);
  await page.reload();
  await page.getByText('America/Phoenix GMT-7', { exact: false }).first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.waitForURL(/\/usage\?.*period=7days/);
  expect(new URL(page.url()).searchParams.get('timezone')).toBe('America/Phoenix');
  await page.goBack();
  await page.waitForURL(/\/analytics\?/);
});

it('takes dates, and refuses an inverted range before it is sent', async () => {
  const page = await panel.open('analytics');
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByLabel('First day').fill('2026-02-10');
  await page.getByLabel('Last day').fill('2026-02-01');
  await page.getByText('The last day is before the first.').waitFor();
  expect(await page.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
  await page.getByLabel('Last day').fill('2026-02-12');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.waitForURL(/startDate=2026-02-10&endDate=2026-02-12/);
  await page.getByText('Feb 10 – 12, 2026').first().waitFor();
  await page.getByText('No activity in this range.').waitFor();
});

it('names what is wrong with an address and offers a way out', async () => {
  const page = await panel.open('analytics?period=nonsense');
  await page.getByRole('alert').getByText('period', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Reset filters' }).click();
  await page.getByRole('heading', { name: 'Features', exact: true }).waitFor();
});

it('opens a feature to its actions and leads to its users', async () => {
  const page = await panel.open('analytics?period=30days');
  await page.locator('summary').filter({ hasText: 'Media gallery' }).click();
  const uploads = countOf(within(written, 30), 'media_uploaded');
  const line = page.locator('details[open] dl > div').filter({ hasText: 'Media uploaded' });
  expect(await line.locator('dd').textContent()).toBe(words(uploads));
  await page.getByRole('link', { name: 'Who used Media gallery' }).click();
  await page.waitForURL(/\/usage\?.*feature=media_gallery/);
});

import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { countOf, type Written, within, words } from './platform.ts';

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

const captions = () =>
  within(written, 30).filter(({ action }) => action === 'smart_caption_generated') as {
    details?: { theme?: string };
  }[];
const result = (page: Page) => page.getByRole('region', { name: 'Report' });

it('answers a question that is put together from choices, and opens a group', async () => {
  const page = await panel.open('reports');
  await page.getByRole('link', { name: /What grew/ }).waitFor();
  await page.getByLabel('Grouped by').selectOption('theme');
  await page.waitForURL(/by=theme/);
  await result(page)
    .getByText(`${words(captions().length)} activities in 4 themes`)
    .waitFor();
  await page.getByText('Table', { exact: true }).click();
  const seasonal = captions().filter(({ details }) => details?.theme === 'Seasonal').length;
  const row = result(page).getByRole('row', { name: /Seasonal/ });
  await row.getByText(words(seasonal), { exact: true }).first().waitFor();
  await row.getByRole('link').first().click();
  await page
    .getByRole('dialog')
    .getByRole('status')
    .getByText(`${words(seasonal)} activities`)
    .waitFor();
});

it('stacks a second grouping by day, keeps it in the address, and hands out the same as a file', async () => {
  const page = await panel.open('reports?by=theme,day&period=30days');
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.waitFor();
  await settled(page);
  const whole = (await chart.getAttribute('aria-valuetext')) ?? '';
  expect(whole).toMatch(/^Total: /);
  const counts = [...whole.matchAll(/ ([\d,]+)(?:,|$)/g)].map(([, n]) => Number(n!.replaceAll(',', '')));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(captions().length);
  const downloading = page.waitForEvent('download');
  await result(page).getByRole('link', { name: /CSV/ }).click();
  const rows = parse(await readFile(await (await downloading).path(), 'utf8'), { columns: true }) as {
    count: string;
  }[];
  expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(captions().length);
});

it('jumps to a user, a metric and a range from the palette, without the mouse', async () => {
  const page = await panel.open('system');
  await page.getByRole('heading', { level: 1, name: 'System' }).waitFor();
  const find = async (text: string, option: RegExp) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill(text);
    await page.getByRole('option', { name: option, selected: true }).waitFor();
    await page.keyboard.press('Enter');
  };
  await find('upl', /^Uploads/);
  await page.waitForURL(/analytics\?.*metric=mediaUploads/);
  await find('7 days', /Last 7 days/);
  await page.waitForURL(/period=7days/);
  await find('person7@', /Person Number07/);
  await page.getByRole('heading', { level: 1, name: 'Person Number07' }).waitFor();
});

it('saves a view, pins it, and finds it again from elsewhere', async () => {
  const page = await panel.open('usage?feature=smart_captions&period=7days');
  await page.getByRole('region', { name: 'User table' }).waitFor();
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Captions of the week');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const pinned = page.getByRole('navigation', { name: 'Pinned views' });
  await pinned.getByRole('link', { name: 'Captions of the week' }).waitFor();
  await page.goto(`${panel.url}community`);
  await pinned.getByRole('link', { name: 'Captions of the week' }).click();
  await page.waitForURL(/usage\?/);
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toEqual({ feature: 'smart_captions', period: '7days' });
});

it('chooses a range in the calendar by keyboard, and steps back by as much', async () => {
  const page = await panel.open('analytics');
  await page.getByRole('heading', { name: 'Features', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page
    .getByRole('button', { name: /\b20\d\d\b/, pressed: true })
    .last()
    .focus();
  for (const key of ['ArrowUp', 'Enter', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Apply' }).click();
  const day = (ago: number) => new Date(written.today - ago * 86_400_000).toISOString().slice(0, 10);
  await page.waitForURL(new RegExp(`startDate=${day(9)}.*endDate=${day(7)}`));
  await page.keyboard.press('[');
  await page.waitForURL(new RegExp(`startDate=${day(12)}.*endDate=${day(10)}`));
});

it('flags a day in the chart with what an operator noted, and hands the chart out', async () => {
  const page = await panel.open('analytics?metric=mediaUploads&period=30days');
  const chart = page.getByRole('slider', { name: /^Uploads by day/ });
  await chart.waitFor();
  await chart.focus();
  for (const key of ['End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Add a note' }).click();
  await page.getByLabel('What happened').fill('A newsletter went out');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('list', { name: 'Notes' }).getByText('A newsletter went out').waitFor();
  await chart.focus();
  for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key);
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/; note: A newsletter went out$/);
  const save = async (choice: string) => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download this chart' }).first().click();
    await page.getByRole('button', { name: new RegExp(`^${choice}`) }).click();
    return readFile(await (await downloading).path());
  };
  const rows = parse(await save('Numbers'), { columns: true }) as { Uploads: string }[];
  expect(rows.reduce((sum, row) => sum + Number(row.Uploads), 0)).toBe(
    countOf(within(written, 30), 'media_uploaded'),
  );
  const png = await save('Picture');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16) > 800, png.readUInt32BE(20) > 300]).toEqual([true, true]);
  await page.getByRole('button', { name: /^Remove the note/ }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('list', { name: 'Notes' }).waitFor({ state: 'detached' });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { anActivity } from '../support/index.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

/** The server's clock. */
let now = Date.parse('2025-10-15T12:00:00Z');
const MONTHS = { '2025-09': 2, '2025-10': 5, '2025-11': 3 };

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ now: () => now });
});
afterAll(() => finish(panel));

const write = (...months: (keyof typeof MONTHS)[]) =>
  panel.analytics.ingest.writeHistory(
    months.flatMap((month) =>
      Array.from({ length: MONTHS[month] }, (_, i) =>
        anActivity({ userId: `u-${i}`, createdAt: Date.parse(`${month}-07T10:00:00Z`) }),
      ),
    ),
    'test',
  );

const box = (page: Page) => page.getByRole('group', { name: 'Saved views' });
const told = (page: Page, activities: number) =>
  page.locator('main').getByText(`${activities} activities`, { exact: true }).first().waitFor();

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Saved views' }).click();
  await box(page).getByLabel('Name').fill(name);
  await box(page).getByLabel('For every operator').check();
  await box(page).getByRole('button', { name: 'Save', exact: true }).click();
  await box(page).getByRole('link', { name, exact: true }).waitFor();
}

it('keeps the preset of a saved view, so that next month it is that month’s last; dates stay', async () => {
  await write('2025-09');
  const page = await panel.open('analytics');
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByRole('button', { name: 'Last month' }).click();
  await page.waitForURL(/analytics\?period=last_month$/);
  await told(page, 2);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await box(page).getByText('“Last month” moves on with time.').waitFor();
  await page.keyboard.press('Escape');
  await save(page, 'For my boss');
  await page.goto(`${panel.url}analytics?startDate=2025-09-01&endDate=2025-09-30`);
  await told(page, 2);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await box(page).getByText('These dates stay as they are.').waitFor();
  await page.keyboard.press('Escape');
  await save(page, 'How September was');

  now = Date.parse('2025-11-15T12:00:00Z');
  await write('2025-10', '2025-11');
  const later = await panel.open('analytics?period=all', { who: 'boss@example.com' });
  await later.getByRole('button', { name: 'Saved views' }).click();
  const views = box(later).getByRole('listitem');
  await views.filter({ hasText: 'For my boss' }).getByText('Analytics · Last month').waitFor();
  await views.filter({ hasText: 'How September was' }).getByText('Analytics · September 2025').waitFor();
  await box(later).getByRole('link', { name: 'For my boss' }).click();
  await told(later, 5);
  await later.getByRole('button', { name: 'Saved views' }).click();
  await box(later).getByRole('link', { name: 'How September was' }).click();
  await told(later, 2);
});

it('closes a list with all that it put into the address', async () => {
  const at =
    'rows=activities&shown=people&since=2025-09-01T00:00:00Z&until=2025-10-01T00:00:00Z&asOf=2025-10-15';
  const page = await panel.open(`analytics?period=all&metric=activities&${at}`, {
    who: 'another@example.com',
  });
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(/analytics\?period=all&metric=activities$/);
});

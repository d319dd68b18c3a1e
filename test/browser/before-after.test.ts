import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { type Written, words } from './platform.ts';

const DAY = 86_400_000;
let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

const dayBefore = (n: number) => new Date(written.today - n * DAY).toISOString().slice(0, 10);
const count = (first: number, days: number) =>
  written.activities.filter(
    ({ at }) => at >= written.today - first * DAY && at < written.today - (first - days) * DAY,
  ).length;

it('sets the days after a note beside those before it, in one press', async () => {
  const page = await panel.open('analytics?period=30days');
  await page.request.post(new URL('../api/admin/annotations', panel.url).href, {
    data: { day: dayBefore(14), text: 'Version 3 is out' },
    headers: { origin: new URL(panel.url).origin },
    failOnStatusCode: true,
  });
  await page.reload();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Version 3' })
    .getByRole('link', { name: 'Before and after' })
    .click();
  // Thirteen days: the same weekdays on both sides.
  const address = `startDate=${dayBefore(13)}&endDate=${dayBefore(1)}&compare=custom&compareStartDate=${dayBefore(27)}`;
  await page.waitForURL(`**/analytics?${address}`);
  const after = words(count(13, 13));
  await page.getByRole('link', { name: `${after} activities` }).waitFor();
  const whole = page.getByRole('region', { name: 'Over time' });
  await whole.getByText(words(count(27, 13)), { exact: true }).waitFor();

  // It is an ordinary address: read again, carried to another view, and let go with another range.
  await page.reload();
  await page.getByRole('link', { name: `${after} activities` }).waitFor();
  await page.getByRole('link', { name: 'Usage', exact: true }).click();
  await page.waitForURL(`**/usage?${address}`);
  await page.keyboard.press('[');
  await page.waitForURL((url) => !url.search.includes('compare'));
});

it('is offered at any day of the chart, where a whole one has passed since', async () => {
  const page = await panel.open('analytics?period=7days');
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.focus();
  for (const key of ['End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('link', { name: 'By whom' }).waitFor();
  // Of yesterday none has.
  expect(await page.getByRole('link', { name: 'Before and after' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await chart.focus();
  for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('link', { name: 'Before and after' }).click();
  await page.waitForURL(
    `**/analytics?startDate=${dayBefore(2)}&endDate=${dayBefore(1)}&compare=custom&compareStartDate=${dayBefore(5)}`,
  );
  await page.getByRole('link', { name: `${words(count(2, 2))} activities` }).waitFor();
});

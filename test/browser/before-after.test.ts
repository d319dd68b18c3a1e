import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReleaseNotice } from '../../src/jobs/notice-release.ts';
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

it('asks why a number changed with a release', async () => {
  const released = written.today - 16 * DAY + 9.5 * 3_600_000;
  const notice = createReleaseNotice(panel.analytics.db, '3.0.1', { now: () => released, started: released });
  await notice();
  const page = await panel.open('analytics?period=30days');
  const release = page.getByRole('listitem').filter({ hasText: 'Release 3.0.1' });
  await release.getByRole('link', { name: 'Before and after' }).click();
  const at = (days: number) => new Date(released + days * DAY).toISOString();
  await page.waitForURL((url) => url.searchParams.get('rows') === 'why.activities');
  const { searchParams } = new URL(page.url());
  expect(
    ['startDate', 'endDate', 'compare', 'compareStartDate'].map((name) => searchParams.get(name)),
  ).toEqual([at(0), at(14), 'custom', at(-14)]);
  const counted = (from: number, to: number) =>
    written.activities.filter((each) => each.at >= released + from * DAY && each.at < released + to * DAY)
      .length;
  const why = page.getByRole('dialog');
  await why.getByText(`${words(counted(-14, 0))} → ${words(counted(0, 14))}`).waitFor();
  // Each number of a part opens what is behind it, in the range and before it.
  for (const [part, side] of [
    ['Hour of the day', 'After'],
    ['Hour of the day', 'Before'],
    ['New and returning people', 'Before'],
  ] as const) {
    const number = why
      .getByRole('table', { name: part })
      .getByRole('link', { name: new RegExp(`, ${side}: `) })
      .first();
    const n = await number.innerText();
    await number.click();
    await page
      .getByRole('dialog')
      .getByRole('status')
      .filter({ hasText: new RegExp(`^${n} activit`) })
      .waitFor();
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('rows') === 'why.activities');
  }
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.searchParams.has('rows'));
  await page.getByRole('link', { name: `${words(counted(0, 14))} activities` }).waitFor();
});

it('lets an operator write words to a release, and its day stays', async () => {
  const page = await panel.open('analytics?period=30days');
  const release = page.getByRole('listitem').filter({ hasText: 'Release 3.0.1' });
  await release.getByRole('button', { name: 'Change the note' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Day').count()).toBe(0);
  await dialog.getByLabel('What happened').fill('The new editor');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Release 3.0.1 · The new editor').waitFor();
});

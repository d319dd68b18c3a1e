import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { before, type Facts, recent } from './facts.ts';
import { finish, startWithFacts } from './filled.ts';
import type { Panel } from './panel.ts';
import { userName, type Written, words } from './platform.ts';

let panel: Panel;
let written: Written;
let facts: Facts;
let firstSteps: string;
beforeAll(async () => {
  ({ panel, written, facts, firstSteps } = await startWithFacts('community?period=all', /shares? by/));
});
afterAll(() => finish(panel));

const card = (page: Page, label: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(label, { exact: true }) });

it('says how the first share gets here', () => {
  expect(firstSteps).toContain('Nothing shared yet');
  expect(firstSteps).toContain('analytics.recordCommunityShare');
});

it('shows the numbers that were recorded, against those of the days before', async () => {
  const page = await panel.open('community?period=30days');
  const shares = recent(facts.shares, written.today, 30);
  const earlier = before(facts.shares, written.today, 30);
  const of = (list: typeof shares, kind: string) => list.filter((share) => share.kind === kind).length;
  const owners = new Set(shares.map(({ owner }) => owner)).size;
  const expected: Record<string, string> = {
    'Shared sessions': String(of(shares, 'session')),
    'Shared media': String(of(shares, 'media')),
    Likes: String(recent(facts.likes, written.today, 30).length),
    Contributors: String(owners),
  };
  for (const [label, value] of Object.entries(expected))
    await card(page, label).getByText(value, { exact: true }).waitFor();
  await page.getByText(`${shares.length} shares by ${owners} people`).waitFor();
  await card(page, 'Shared media')
    .getByText(`${of(earlier, 'media')} before`)
    .waitFor({ state: 'attached' });
});

it('opens a series from its card, draws it with its comparison, and opens a day', async () => {
  const page = await panel.open('community?period=7days');
  await card(page, 'Likes').getByRole('link', { name: 'in the chart' }).click();
  await page.waitForURL(/metric=totalLikes/);
  const chart = page.getByRole('slider', { name: /^Likes by day/ });
  await chart.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const on = (days: number) =>
    recent(facts.likes, written.today, days + 1).length - recent(facts.likes, written.today, days).length;
  await expect
    .poll(() => chart.getAttribute('aria-valuetext'))
    .toMatch(new RegExp(`: ${on(1)}, .*: ${on(8)}$`));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Zoom to this day' }).click();
  const day = new Date(written.today - 86_400_000).toISOString().slice(0, 10);
  await page.waitForURL(new RegExp(`startDate=${day}&endDate=${day}`));
  await page.goBack();
  await page.waitForURL(/period=7days/);
});

it('ranks contributors, each with a way to their page, and orders them by any number', async () => {
  const page = await panel.open('community?period=90days');
  const rows = page.getByRole('region', { name: 'Contributor table', exact: true }).locator('tbody tr');
  const by = (owner: number) => ({
    owner,
    shares: facts.shares.filter((share) => share.owner === owner).length,
    likes: facts.likes.filter(({ share }) => facts.shares[share]!.owner === owner).length,
  });
  const top = Array.from({ length: 20 }, (_, owner) => by(owner))
    .sort((a, b) => b.shares - a.shares || b.likes - a.likes)
    .slice(0, 10);
  await rows.first().waitFor();
  const shown = async (n: number) => rows.locator(`td:nth-child(${n})`).allInnerTexts();
  expect(await shown(2)).toEqual(top.map(({ shares }) => String(shares)));
  expect((await shown(5)).map(Number).sort()).toEqual(top.map(({ likes }) => likes).sort());
  await page.getByRole('button', { name: 'Likes received' }).click();
  expect(await shown(5)).toEqual(top.map(({ likes }) => String(likes)).sort((a, b) => Number(b) - Number(a)));
  await rows
    .getByRole('link', { name: userName(top[0]!.owner) })
    .first()
    .click();
  await page.waitForURL(/\/users\/.+period=90days/);
});

it('leads to who shared in the month before and nothing since', async () => {
  const owners = (shares: Facts['shares']) => new Set(shares.map(({ owner }) => owner));
  const lately = owners(recent(facts.shares, written.today, 30));
  const silent = [...owners(before(facts.shares, written.today, 30))].filter((owner) => !lately.has(owner));
  const page = await panel.open('community?period=90days');
  await page.getByRole('link', { name: 'Who shared the month before, and nothing since' }).click();
  await page.waitForURL(/explore\?.*ask=people/);
  await page.getByRole('status').getByText(words(silent.length), { exact: true }).waitFor();
});

it('tells who liked for the first time and what they created since, and opens what is behind each number', async () => {
  const page = await panel.open('community?period=90days');
  const section = page.getByRole('region', { name: 'From like to first creation', exact: true });
  const total = async (name: string) => {
    const words = await section.locator('dl > div').filter({ hasText: name }).locator('dd').textContent();
    return Number(words!.replaceAll(',', ''));
  };
  const rows = section.getByRole('table').locator('tbody tr');
  await rows.first().waitFor();
  const likers = new Set(facts.likes.map((_, n) => n % 40)).size;
  const liked = new Set(facts.likes.map(({ share }) => share)).size;
  expect([
    await total('Shared'),
    await total('Got a like'),
    await total('People who liked'),
    await total('First like'),
  ]).toEqual([facts.shares.length, liked, likers, likers]);
  const of = async (column: number) =>
    (await rows.locator(`td:nth-child(${column})`).allInnerTexts()).reduce(
      (sum, text) => sum + Number(text),
      0,
    );
  expect([await of(2), await of(3), await of(4)]).toEqual([facts.shares.length, liked, likers]);
  await section.getByRole('link', { name: `${liked} Got a like`, exact: true }).click();
  await page.waitForURL(/rows=liked/);
  const list = page.getByRole('dialog');
  await list.getByText(String(liked), { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await rows
    .first()
    .getByRole('button', { name: / First like: / })
    .click();
  await page.waitForURL(/liker=firstLikers&key=kind%3A/);
  const people = page.getByRole('dialog', { name: /^First like: / });
  const count = (await rows.first().locator('td:nth-child(4)').textContent())!.trim();
  await people.getByText(new RegExp(`^${count} people$`)).waitFor();
  expect(await people.getByRole('listitem').count()).toBe(Number(count));
  await page.keyboard.press('Escape');
  await people.waitFor({ state: 'detached' });
  await section.getByLabel('What counts').selectOption({ label: 'Within 7 days' });
  await page.waitForURL(/within=7/);
  await section.getByRole('columnheader', { name: 'Created nothing' }).waitFor();
  await section.getByLabel('Told apart by').selectOption({ label: 'Month' });
  await page.waitForURL(/likesBy=month/);
  await expect.poll(() => of(4)).toBe(likers);
});

import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
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

const bars = (page: Page) => page.getByRole('region', { name: 'How many got to each step' });

/** Who began in the last 30 days with one action, and who did one of others within a week of it. */
function recount(first: string, then: readonly string[], of: (userId: string) => boolean = () => true) {
  const start = written.today - 29 * DAY;
  const began = written.activities.filter(
    ({ action, at, userId }) => action === first && at >= start && of(userId),
  );
  const went = began.filter(({ userId, at }) =>
    written.activities.some(
      (each) =>
        each.userId === userId && then.includes(each.action) && each.at >= at && each.at <= at + 7 * DAY,
    ),
  );
  const people = (some: typeof began) => new Set(some.map(({ userId }) => userId)).size;
  return { began: people(began), went: people(went) };
}

it('opens with a funnel of what the platform has, whose bars open who is in them', async () => {
  const page = await panel.open('explore');
  const { began, went } = recount('session_created', ['smart_caption_generated', 'custom_caption_created']);
  expect(went).toBeLessThan(began);
  await bars(page)
    .getByRole('button', { name: `${words(began)} who got to Session created: list them` })
    .waitFor();
  await bars(page)
    .getByRole('button', { name: new RegExp(`^${words(began - went)} didn’t get to`) })
    .click();
  const list = page.getByRole('dialog');
  await list.getByText(`${words(began - went)} people`).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(Math.min(50, began - went));
  expect(page.url()).toContain('bar=2&who=lost');
  const downloading = page.waitForEvent('download');
  await list.getByRole('link', { name: /CSV/ }).click();
  const rows = parse(await readFile(await (await downloading).path(), 'utf8'), { columns: true });
  expect(rows).toHaveLength(began - went);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
});

it('is put together by keyboard, keeps the question in the address, and moves a step', async () => {
  const page = await panel.open('explore');
  const { went } = recount('session_created', ['media_uploaded']);
  await page.getByLabel('Step 2', { exact: true }).selectOption({ label: 'Media uploaded' });
  await page.waitForURL(/steps=session_created%3Bmedia_uploaded/);
  await page.getByRole('button', { name: 'Take step 3 away' }).press('Enter');
  await page.waitForURL(/steps=session_created%3Bmedia_uploaded(&|$)/);
  await bars(page)
    .getByRole('button', { name: `${words(went)} who got to Media uploaded: list them` })
    .waitFor();
  await page.getByRole('button', { name: 'Move step 1 down' }).press('Enter');
  await page.waitForURL(/steps=media_uploaded%3Bsession_created/);
  await page.getByLabel('Told apart by').selectOption({ label: 'feature' });
  await page.getByRole('heading', { name: 'By feature' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'By feature' }).waitFor();
  expect(await page.getByLabel('Step 1', { exact: true }).inputValue()).toBe('media_uploaded');
});

it('says what it takes where an address asks for what there is not', async () => {
  const page = await panel.open('explore?steps=session_created%3Bflown');
  await page.getByRole('alert').getByText('has action flown, which is unknown').waitFor();
});

it('tells a viewer how many, and nobody', async () => {
  const page = await panel.open('explore', { role: 'viewer' });
  await settled(page);
  await bars(page).getByText('Session created').first().waitFor();
  expect(await bars(page).getByRole('button').count()).toBe(0);
});

it('tells who comes back, and opens a cell', async () => {
  const page = await panel.open('explore');
  await page.getByRole('button', { name: 'Retention' }).click();
  await page.waitForURL(/ask=retention/);
  const table = page.getByRole('region', { name: 'By when they began' }).getByRole('table');
  await table.getByRole('row').nth(1).waitFor();
  await page.getByLabel('What is a beginning').selectOption({ label: 'Session created' });
  await page.waitForURL(/start=session_created/);
  const cell = table.getByRole('row').nth(1).getByRole('cell').nth(1).getByRole('button');
  await cell.click();
  const list = page.getByRole('dialog');
  await list.getByText(/Came back 1 week after that of/).waitFor();
  await settled(page);
  const came = await list.getByRole('listitem').count();
  await list.getByRole('button', { name: 'Show who stayed away' }).click();
  await list.getByText(/Stayed away 1 week after that of/).waitFor();
  await settled(page);
  const away = (await list.getByText('Nobody is in this list any more.').count())
    ? 0
    : await list.getByRole('listitem').count();
  await page.keyboard.press('Escape');
  const size = await table.getByRole('row').nth(1).getByRole('cell').nth(0).textContent();
  expect(came + away).toBe(Number(size));
});

it('tells who comes and goes, and opens who is in a number', async () => {
  const page = await panel.open('explore?ask=lifecycle&interval=day&period=30days');
  const table = page.getByRole('region', { name: 'By period' }).getByRole('table');
  await table.getByRole('row').nth(1).waitFor();
  const day = (n: number) => written.today - n * DAY;
  const there = (from: number, to: number) =>
    new Set(written.activities.filter(({ at }) => at >= from && at < to).map(({ userId }) => userId));
  const [was, is] = [there(day(2), day(1)), there(day(1), day(0))];
  const again = [...is].filter((each) => was.has(each)).length;
  const gone = [...was].filter((each) => !is.has(each)).length;
  // The latest first: under the head today, and then the day before.
  const row = table.getByRole('row').nth(2);
  await row.getByRole('button', { name: new RegExp(`^${words(again)} Returning`) }).waitFor();
  await row.getByRole('button', { name: new RegExp(`^${words(gone)} Dormant`) }).press('Enter');
  const list = page.getByRole('dialog');
  await list.getByText(`${words(gone)} people`).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(Math.min(50, gone));
  expect(page.url()).toContain('state=dormant');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await page.getByLabel('By what somebody is active').selectOption({ label: 'Session created' });
  await page.waitForURL(/did=session_created/);
});

it('tells when in the week something is done, walks it by arrow keys, and opens who was there', async () => {
  const page = await panel.open('explore?ask=rhythm&period=yesterday');
  const grid = page.getByRole('grid');
  await grid.waitFor();
  const start = written.today - DAY;
  const day = written.activities.filter(({ at }) => at >= start && at < written.today);
  const there = (hour: number) =>
    new Set(
      day.filter(({ at }) => Math.floor((at - start) / 3_600_000) === hour).map(({ userId }) => userId),
    );
  const hours = Array.from({ length: 24 }, (_, hour) => there(hour).size);
  const most = hours.indexOf(Math.max(...hours));
  const weekday = (new Date(start).getUTCDay() + 6) % 7;
  const row = grid.getByRole('row').nth(weekday + 1);
  expect((await row.getByRole('gridcell').allTextContents()).map(Number)).toEqual(hours);
  // One stop of Tab: the fullest hour. From there on arrows lead.
  const stop = grid.locator('button[tabindex="0"]');
  expect(await stop.count()).toBe(1);
  await stop.focus();
  const [to, key] = most > 0 ? [most - 1, 'ArrowLeft'] : [most + 1, 'ArrowRight'];
  await page.keyboard.press(key);
  expect(await page.locator(':focus').getAttribute('data-place')).toBe(String(weekday * 24 + to));
  await stop.press(key === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft');
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog');
  await list.getByText(`${words(hours[most]!)} ${hours[most] === 1 ? 'person' : 'people'}`).waitFor();
  expect(page.url()).toContain(`hour=${most}`);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await page.getByLabel('What an hour is shown as').selectOption({ label: 'Activities' });
  await page.waitForURL(/show=activities/);
  const counts = hours.map(
    (_, hour) => day.filter(({ at }) => Math.floor((at - start) / 3_600_000) === hour).length,
  );
  expect((await row.getByRole('gridcell').allTextContents()).map(Number)).toEqual(counts);
});

it('tells what people use first and whether they stay, and opens who left', async () => {
  const page = await panel.open('explore?ask=firstUse&days=28&period=80days');
  const table = page.getByRole('region', { name: 'What came first' }).getByRole('table');
  await table.getByRole('row').nth(1).waitFor();
  const own = new Map<string, number[]>();
  for (const { userId, at } of written.activities) own.set(userId, [...(own.get(userId) ?? []), at]);
  const dayOf = (at: number) => Math.floor((at - written.today) / DAY);
  const began = [...own.values()]
    .map((at) => ({ day: dayOf(Math.min(...at)), last: dayOf(Math.max(...at)) }))
    .filter(({ day }) => day >= -79);
  // Day 28 is over of those who began before that.
  const stayed = began.filter(({ day, last }) => day + 28 < 0 && last >= day + 28).length;
  expect(stayed).toBeGreaterThan(1);
  await page.getByRole('button', { name: `${words(began.length)}, Began: list them` }).waitFor();
  await page.getByRole('button', { name: `${words(stayed)}, Stayed: list them` }).click();
  const list = page.getByRole('dialog');
  await list.getByText(`${words(stayed)} people`).waitFor();
  expect(page.url()).toContain('state=stayed');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await page.getByLabel('What is told as first').selectOption({ label: 'Action' });
  await page.waitForURL(/by=action/);
});

it('tells on how many days people are active, and opens who was on so many', async () => {
  const page = await panel.open('explore?ask=stickiness&period=yesterday');
  const days = (n: number) => (n === 1 ? '1 day' : `${n} days`);
  const spread = page.getByRole('list').filter({ has: page.getByText(days(7), { exact: true }) });
  await spread.waitFor();
  const first = written.today - 7 * DAY;
  const on = new Map<string, Set<number>>();
  for (const { userId, at } of written.activities)
    if (at >= first && at < written.today)
      on.set(userId, (on.get(userId) ?? new Set()).add(Math.floor((at - first) / DAY)));
  const three = [...on.values()].filter(({ size }) => size === 3).length;
  await spread.getByRole('button', { name: `${words(three)} active on 3 days: list them` }).click();
  const list = page.getByRole('dialog');
  await list.getByText(`${words(three)} people`).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(Math.min(50, three));
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  const table = page.getByRole('region', { name: 'By day' }).getByRole('table');
  const week = table
    .getByRole('row')
    .nth(1)
    .getByRole('button', { name: /In 7 days/ });
  expect(await week.textContent()).toBe(words(on.size));
});

it('puts rules together, tells how many fit and who, and makes a segment of them that reports are filtered by', async () => {
  const page = await panel.open('explore?ask=people');
  const start = written.today - 29 * DAY;
  const uploaders = new Set(
    written.activities
      .filter(({ action, at }) => action === 'media_uploaded' && at >= start)
      .map(({ userId }) => userId),
  ).size;
  await page.getByRole('button', { name: 'Were active, now silent' }).click();
  await page.waitForURL(/rules=did%3A%3A/);
  await page.getByRole('button', { name: 'Take rule 2 away' }).press('Enter');
  await page.getByLabel('Action of rule 1').selectOption({ label: 'Media uploaded' });
  await page.getByLabel('Count of rule 1').fill('1');
  await page.getByLabel('When, of rule 1').selectOption({ label: 'in the last' });
  await page.waitForURL(/rules=did%3Amedia_uploaded%3A%3E%3D1%3A30days/);
  await page.getByRole('status').getByText(words(uploaders), { exact: true }).waitFor();
  const list = page.getByRole('region', { name: 'Who fits' });
  await list
    .getByRole('listitem')
    .first()
    .getByText(/^Media uploaded: /)
    .waitFor();
  expect(await list.getByRole('listitem').count()).toBe(Math.min(50, uploaders));
  await page.getByRole('button', { name: 'Save as segment…' }).click();
  await page.getByLabel('Name').fill('Uploaders');
  // Answers are asked for again once it is saved: they take until the rule has been changed.
  let answer = () => {};
  const changed = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/explore/people/size?**', (route) => changed.then(() => route.continue()));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const segments = page.getByRole('region', { name: 'Segments' });
  await segments.getByText('uploaders', { exact: true }).waitFor();
  await page.getByLabel('Count of rule 1').fill('2');
  await page.waitForURL(/rules=did%3Amedia_uploaded%3A%3E%3D2%3A30days/);
  answer();
  await page.getByRole('button', { name: 'Change “Uploaders”' }).click();
  await segments.getByText(/version 2 by/).waitFor();
  await segments.getByRole('link', { name: 'Use in reports' }).click();
  await page
    .getByRole('button', { name: /Segment: / })
    .getByText('Segment: Uploaders')
    .waitFor();
});

it('asks about a segment alone, and goes on to do so in another kind of question', async () => {
  const page = await panel.open('explore?steps=session_created%3Bmedia_uploaded');
  const start = written.today - 29 * DAY;
  const uploads = written.activities.filter(({ action, at }) => action === 'media_uploaded' && at >= start);
  const often = (userId: string) => uploads.filter((each) => each.userId === userId).length > 1;
  const { began } = recount('session_created', [], often);
  await page.getByLabel('Of whom').selectOption({ label: 'Uploaders' });
  await bars(page)
    .getByRole('button', { name: `${words(began)} who got to Session created: list them` })
    .waitFor();
  await page.getByRole('button', { name: 'Stickiness' }).click();
  await page.waitForURL(/ask=stickiness/);
  expect(new URL(page.url()).searchParams.get('segment')).toBe('uploaders');
  await page.getByRole('region', { name: 'By day' }).waitFor();
  expect(await page.getByLabel('Of whom').inputValue()).toBe('uploaders');
});

it('tells which way people went as a tree, which keys walk, and lists who went there', async () => {
  const page = await panel.open('explore?ask=paths&anchor=session_created&within=1d');
  const start = written.today - 29 * DAY;
  const first = new Map<string, number>();
  for (const { userId, action, at } of written.activities)
    if (action === 'session_created' && at >= start) first.set(userId, Math.min(at, first.get(userId) ?? at));
  const tree = page.getByRole('tree', { name: 'Ways' });
  const root = tree.getByRole('treeitem').first();
  await root.waitFor();
  expect((await root.textContent())?.trim()).toBe(`Session created ${words(first.size)}`);
  await root.focus();
  await page.keyboard.press('ArrowDown');
  const focused = page.locator('[role=treeitem]:focus');
  expect(await focused.getAttribute('aria-level')).toBe('2');
  expect(await focused.getAttribute('aria-posinset')).toBe('1');
  await page.keyboard.press('ArrowLeft');
  expect(await focused.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('ArrowRight');
  expect(await focused.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('ArrowRight');
  expect(await focused.getAttribute('aria-level')).toBe('3');
  await page.keyboard.press('Home');
  expect(await focused.getAttribute('aria-level')).toBe('1');
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Session created' });
  await list.getByText(`${words(first.size)} people`).waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  const ended = tree.getByRole('treeitem', { name: /^Ended here/ }).first();
  const [, count] = /^Ended here ([\d,]*\d)/.exec((await ended.textContent())!)!;
  await ended.getByRole('button').click();
  await page
    .getByRole('dialog')
    .getByText(new RegExp(`^${count} (people|person)$`))
    .waitFor();
  expect(page.url()).toContain('who=ended');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { newEventId } from '../../src/ingest/ids.ts';
import { findings } from './axe.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

const OLD = '2014-05-03T10:00:00.000Z';

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel();
  const { analytics } = panel;
  await analytics.identify({ userId: 'old', email: 'old@example.com', name: 'Olga Old', createdAt: OLD });
  await analytics.identify({ userId: 'ben', name: 'Ben Friend' });
  const history = [3, 2, 1].map((day) => ({
    userId: 'old',
    action: 'custom_caption_created',
    eventId: newEventId(),
    details: { theme: 'JOI' },
    createdAt: OLD.replace('-03T', `-0${day}T`),
  }));
  await analytics.ingest.writeHistory(history, 'test');
  await analytics.track({
    userId: 'ben',
    action: 'user_role_updated',
    details: { targetUserId: 'old', reason: 'asked' },
  });
  const paid = { userId: 'old', kind: 'purchase', currency: 'USD', credits: 100, createdAt: OLD } as const;
  await analytics.recordCreditTransaction({ id: 'p1', ...paid, amount: 1_999 });
  await analytics.recordCreditTransaction({ id: 'p2', ...paid, amount: 500 });
  await analytics.recordReferral({
    id: 'r1',
    referrerId: 'ben',
    refereeId: 'old',
    code: 'BEN',
    createdAt: OLD,
  });
  await analytics.recordCommunityShare({ id: 's1', ownerId: 'old', kind: 'media', sharedAt: OLD });
  await analytics.recordLike({ id: 'l1', userId: 'ben', shareId: 's1', createdAt: OLD });
});
afterAll(() => finish(panel));

it('is of use for somebody last seen in 2014: their last year, and the way to the month', async () => {
  const page = await panel.open('users/old');
  await page.getByText(/Last seen May 3, 2014/).waitFor();
  const year = page.getByRole('region', { name: 'Activity by day' });
  await year.getByText('the year up to May 3, 2014').waitFor();
  await year.getByText('3 activities on 3 days', { exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show May 2014' }).click();
  await page.waitForURL(/startDate=2014-05-01&endDate=2014-05-31/);
  const items = page.getByRole('region', { name: 'Timeline' }).locator('time');
  await expect.poll(() => items.count()).toBe(3);
});

it('leads from the first and last activity to their days', async () => {
  const page = await panel.open('users/old');
  await page.getByRole('button', { name: 'First activity: show May 1, 2014' }).click();
  await page.waitForURL(/startDate=2014-05-01&endDate=2014-05-01/);
  await page.getByRole('button', { name: 'Last activity: show May 3, 2014' }).click();
  await page.waitForURL(/startDate=2014-05-03&endDate=2014-05-03/);
});

it('tells what they paid, who brought them, what they share and who likes it, each with its list', async () => {
  const page = await panel.open('users/old');
  const facts = page.getByRole('region', { name: 'Payments, referrals, community' });
  await facts.getByRole('link', { name: 'Ben Friend' }).waitFor();
  const told = await facts.locator('dl > div').allTextContents();
  expect(told).toEqual([
    'Came throughwith code BEN · May 3, 2014Ben Friend',
    'Purchases2 payments · last May 3, 2014$24.99',
    'Credits bought and earned200',
    'Shared medialast May 3, 2014' + '1',
    'Likes receivedlast May 3, 2014' + '1',
  ]);
  await facts.getByRole('link', { name: 'Purchases: $24.99' }).click();
  const drawer = page.getByRole('dialog', { name: 'Purchases' });
  await drawer.getByText('in 2 transactions').waitFor();
  await page.keyboard.press('Escape');
  await facts.getByRole('link', { name: 'Likes received: 1' }).click();
  await page.getByRole('dialog', { name: 'Likes received' }).getByText('Ben Friend').waitFor();
});

it('lists whom they referred', async () => {
  const page = await panel.open('users/ben');
  const facts = page.getByRole('region', { name: 'Payments, referrals, community' });
  await facts.getByRole('link', { name: 'Users referred: 1' }).click();
  const drawer = page.getByRole('dialog', { name: 'New referrals' });
  await drawer.getByRole('status').getByText('1 referral').waitFor();
  await drawer.getByRole('link', { name: 'Olga Old' }).waitFor();
  await drawer.getByText('BEN', { exact: true }).waitFor();
  await drawer.getByRole('link', { name: 'Ben Friend' }).first().waitFor();
});

it('calls details as the catalogue does, and a user by their name', async () => {
  const page = await panel.open('users/ben');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await timeline.locator('summary').first().click();
  await timeline.getByRole('link', { name: 'Olga Old' }).click();
  await page.waitForURL(/users\/old/);
});

it('tells who looked at this page, and how often, without a press', async () => {
  const page = await panel.open('users/ben');
  const viewers = page.getByRole('region', { name: 'Who looked at this page' });
  const line = viewers.getByRole('listitem').filter({ hasText: 'admin@example.com · you' });
  await line.waitFor();
  const views = async () => Number(/(\d+) views?/.exec((await line.textContent()) ?? '')?.[1]);
  const before = await views();
  await page.reload();
  await expect.poll(views).toBe(before + 1);
  await line.getByRole('link').click();
  await page.waitForURL(/audit\?.*target=ben/);
  await page.getByRole('region', { name: 'Audit log', exact: true }).getByText('User').first().waitFor();
});

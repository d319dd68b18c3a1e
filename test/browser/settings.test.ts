import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity } from '../support/index.ts';
import { findings } from './axe.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

const DAY = 86_400_000;
const OLD = 12;

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ timezone: 'Europe/Berlin' });
  const old = Array.from({ length: OLD }, (_, i) =>
    anActivity({ userId: 'user-1', action: 'media_uploaded', createdAt: Date.now() - (100 + i) * DAY }),
  );
  await panel.analytics.ingest.writeHistory(old, 'browser-tests');
});
afterAll(() => finish(panel));

const operator = (page: Page, email: string) =>
  page.getByRole('list', { name: 'Operators' }).getByRole('listitem').filter({ hasText: email });
const keys = (page: Page) => page.getByRole('list', { name: 'API keys' }).getByRole('listitem');
const confirm = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const status = async (key: string, path = '/api/admin/usage-summary') =>
  (
    await panel.analytics.fetch(
      new Request(`http://127.0.0.1${path}`, { headers: { authorization: `Bearer ${key}` } }),
    )
  ).status;

it('invites an operator by a link that lets them in', async () => {
  const page = await panel.open('settings');
  await page.getByLabel('E-mail address').fill('nonsense');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByText('Takes an e-mail address').waitFor();
  await page.getByLabel('E-mail address').fill('Ann@Example.com');
  await page.getByRole('button', { name: 'Invite' }).click();
  const handed = page.getByRole('region', { name: 'Invitation for ann@example.com' });
  const link = (await handed.locator('pre').textContent()) ?? '';
  expect(await findings(page)).toEqual([]);
  await operator(page, 'ann@example.com').getByText('Invited until').waitFor();
  const invited = await panel.anonymous();
  await invited.goto(link);
  await invited.getByRole('heading', { level: 1 }).waitFor();
  expect(new URL(invited.url()).pathname).toBe('/admin/invitation');
  await handed.getByRole('button', { name: 'I’ve saved it' }).click();
  expect(await page.locator('pre').count()).toBe(0);
});

it('gives roles, protects the last administrator, makes reset links and removes', async () => {
  const page = await panel.open('settings');
  const me = operator(page, 'admin@example.com');
  expect(await me.getByRole('combobox').isDisabled()).toBe(true);
  expect(await me.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true);
  const ann = operator(page, 'ann@example.com');
  await ann.getByRole('combobox').selectOption('admin');
  await expect.poll(() => ann.getByRole('combobox').isDisabled()).toBe(false);
  // Who was only invited could not help if nobody else were left.
  expect(await me.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true);
  const { operators } = panel.analytics.auth;
  const { id } = (await operators.byEmail('ann@example.com'))!;
  const other = await panel.anonymous();
  await other.goto(`${panel.url}sign-in#token=${await operators.newLink(id)}`);
  await other.getByRole('navigation', { name: 'Views' }).waitFor();
  await page.reload();
  await me.waitFor();
  expect(await me.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(false);
  await ann.getByRole('button', { name: 'Reset link' }).click();
  await confirm(page, 'Create link');
  const handed = page.getByRole('region', { name: 'Reset link for ann@example.com' });
  expect(await handed.locator('pre').textContent()).toContain('/admin/password-reset#token=');
  await ann.getByRole('button', { name: 'Remove' }).click();
  await confirm(page, 'Remove');
  await expect.poll(() => ann.count()).toBe(0);
  await expect.poll(() => me.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true);
});

it('signs an operator out everywhere', async () => {
  const viewer = await panel.open('usage', { role: 'viewer' });
  await viewer.getByRole('heading', { name: 'By feature' }).waitFor();
  const page = await panel.open('settings');
  await operator(page, 'viewer@example.com').getByRole('button', { name: 'Sign out' }).click();
  await confirm(page, 'Sign out');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await viewer.reload();
  await viewer.getByRole('heading', { level: 1, name: /signed out|sign in/i }).waitFor();
});

it('makes a key whose text is shown once, and revokes it', async () => {
  const page = await panel.open('settings');
  await page.getByText('No API keys yet.').waitFor();
  await page.getByLabel('Name').fill('warehouse');
  await page.getByLabel('track').uncheck();
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.getByText('Takes one or more of track, read, admin.').waitFor();
  await page.getByLabel('read read every').check();
  await page.getByRole('button', { name: 'Create key' }).click();
  const key =
    (await page.getByRole('region', { name: 'Key “warehouse”' }).locator('pre').textContent()) ?? '';
  expect(await status(key)).toBe(200);
  await page.reload();
  await expect.poll(() => keys(page).count()).toBe(1);
  expect(await page.getByText(key).count()).toBe(0);
  await keys(page).getByText('last used').waitFor();
  await keys(page).getByRole('button', { name: 'Revoke' }).click();
  await confirm(page, 'Revoke');
  await page.getByText('Revoked keys (1)').click();
  await page
    .getByRole('list', { name: 'Revoked keys' })
    .getByText(/^revoked /)
    .waitFor();
  expect(await status(key)).toBe(401);
});

it('sets periods, previews what is beyond them, and removes it when asked twice', async () => {
  const page = await panel.open('settings');
  const period = page.getByLabel('Media gallery');
  await period.fill('30');
  await page.getByText('Enter at least 90 days (at most 36,500), or leave empty to keep forever.').waitFor();
  expect(await page.getByRole('button', { name: 'Save periods' }).isDisabled()).toBe(true);
  expect(await period.getAttribute('aria-invalid')).toBe('true');
  await period.fill('90');
  await page.getByRole('button', { name: 'Save periods' }).click();
  await page.getByText(`${OLD} activities due`).waitFor();
  await page.getByRole('button', { name: 'Run now' }).click();
  await confirm(page, 'Cancel');
  await page.getByRole('button', { name: 'Run now' }).click();
  await confirm(page, 'Remove for good');
  await page.getByText('Nothing is older than its period.').waitFor();
  await page.getByRole('list', { name: 'Last runs' }).getByText(`${OLD} activities`).waitFor();
  await page.reload();
  await expect.poll(() => period.inputValue()).toBe('90');
});

it('shows what the configuration fixes', async () => {
  const page = await panel.open('settings');
  const fixed = page.getByRole('region', { name: 'Configuration (read-only)' });
  await fixed.getByText('Europe/Berlin').waitFor();
  await fixed.getByText('shortened to the network (truncate)').waitFor();
});

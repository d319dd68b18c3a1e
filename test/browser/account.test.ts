import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { totp } from '../support/totp.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

const PASSWORD = 'a rather long sentence';

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({
    basePath: '/insights',
    publicUrl: 'http://127.0.0.1:9/insights',
    oidc: { issuer: 'http://127.0.0.1:9', clientId: 'analytics', name: 'Example' },
  });
});
afterAll(() => finish(panel));

/** A link that sets a password, for someone new. */
async function passwordLink(email: string, page: 'invitation' | 'password-reset' = 'invitation') {
  const { operators, passwords } = panel.analytics.auth;
  const { id } = await operators.save(email, 'admin');
  return `${panel.url}${page}#token=${await passwords.newInvitation(id)}`;
}

/** Someone who has a password, on the account page. */
async function onAccount(email: string): Promise<Page> {
  const page = await panel.anonymous();
  await page.goto(await passwordLink(email));
  await choosePassword(page, PASSWORD, 'Accept');
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  return page;
}

async function choosePassword(page: Page, password: string, button: string, again = password) {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password, again').fill(again);
  await page.getByRole('button', { name: button }).click();
}

async function signIn(page: Page, email: string, password: string) {
  await page.goto(`${panel.url}sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const inside = (page: Page) => page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();

it('accepts an invitation with a password, and signs in with it', async () => {
  const page = await panel.anonymous();
  const link = await passwordLink('ann@example.com');
  await page.goto(link);
  await choosePassword(page, 'too short', 'Accept');
  await page.getByText('Takes a password of 12 to 200 characters.').waitFor();
  await choosePassword(page, PASSWORD, 'Accept', 'another sentence');
  await page.getByText('This isn’t the same password.').waitFor();
  await choosePassword(page, 'Ann@Example.com', 'Accept');
  await page.getByText('Takes anything but your e-mail address.').waitFor();
  expect(page.url()).toBe(`${panel.url}invitation`);
  await choosePassword(page, PASSWORD, 'Accept');
  await inside(page);

  const other = await panel.anonymous();
  await other.goto(link);
  await choosePassword(other, PASSWORD, 'Accept');
  await other.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  await signIn(other, 'ann@example.com', 'not the password');
  await other.getByRole('alert').getByText("don't belong together").waitFor();
  await signIn(other, 'ann@example.com', PASSWORD);
  await inside(other);
});

it('comes back to the view that asked for a sign-in', async () => {
  await onAccount('back@example.com');
  const page = await panel.anonymous();
  await page.goto(`${panel.url}usage?period=7days`);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.getByLabel('E-mail').fill('back@example.com');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
  expect(page.url()).toContain('usage?period=7days');
});

it('offers the provider, and tells why it did not work', async () => {
  const page = await panel.anonymous();
  await page.goto(`${panel.url}sign-in?refused=not-invited`);
  await page.getByRole('alert').getByText('Nobody invited you here yet').waitFor();
  const offered = page.getByRole('link', { name: 'Continue with Example' });
  expect(await offered.getAttribute('href')).toBe(new URL('../api/auth/oidc/start', panel.url).href);
});

it('turns the second factor on with a QR code, asks for it, and takes a backup code', async () => {
  const page = await onAccount('second@example.com');
  await page.getByLabel('Your password').fill('not the password');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText("Isn't your password.").waitFor();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('img', { name: 'QR code' }).waitFor();
  const secret = (await page.locator('pre').textContent())!.trim();
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The second factor is on.').waitFor();
  const backupCodes = (await page.locator('pre').textContent())!.trim().split('\n');
  expect(backupCodes).toHaveLength(10);
  await page.getByRole('button', { name: 'I’ve saved them' }).click();
  await page.getByRole('button', { name: 'Turn off' }).waitFor();

  const other = await panel.anonymous();
  await signIn(other, 'second@example.com', PASSWORD);
  await other.getByLabel('Code').fill('abc');
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.getByText('Takes the 6 digits of your authenticator app, or a backup code.').waitFor();
  // The next code, which is taken early: the one of now may be the one that was used.
  await other.getByLabel('Code').fill(totp(secret, Date.now() + 30_000));
  await other.keyboard.press('Enter');
  await inside(other);
  const third = await panel.anonymous();
  await signIn(third, 'second@example.com', PASSWORD);
  await third.getByLabel('Code').fill(backupCodes[0]!);
  await third.getByRole('button', { name: 'Continue' }).click();
  await inside(third);
});

it('suggests a password to whoever came by a link', async () => {
  const page = await panel.anonymous();
  await page.goto(await panel.link());
  await inside(page);
  await page.getByRole('link', { name: 'Set a password' }).click();
  await choosePassword(page, PASSWORD, 'Set password');
  await page.getByText('The password is set.').waitFor();
  await page.getByLabel('Current password').waitFor();
  expect(await page.getByRole('link', { name: 'Set a password' }).count()).toBe(0);
});

it('changes the password, and signs out everywhere', async () => {
  const page = await onAccount('change@example.com');
  const other = await panel.anonymous();
  await signIn(other, 'change@example.com', PASSWORD);
  await inside(other);
  await page.getByLabel('Current password').fill(PASSWORD);
  await choosePassword(page, 'another rather long sentence', 'Change password');
  await page.getByText('The password is set.').waitFor();
  await other.reload();
  await other.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

it('resets a password by a link', async () => {
  const page = await panel.anonymous();
  await page.goto(await passwordLink('reset@example.com', 'password-reset'));
  await page.getByRole('heading', { name: 'Set a new password' }).waitFor();
  await choosePassword(page, PASSWORD, 'Set password');
  await inside(page);
});

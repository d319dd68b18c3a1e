import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlatformView } from '../../src/http/services.ts';
import { settled } from './axe.ts';
import { type Panel, startPanel } from './panel.ts';
import { fillPlatform } from './platform.ts';

const HOW = 'npx joip-analytics operator link EMAIL';

/** The real platform, empty, mounted under a path; and a filled one that it shows as its sample. */
let panel: Panel;
let filled: Panel;
let shown: PlatformView | null;
beforeAll(async () => {
  filled = await startPanel();
  await fillPlatform(filled.analytics);
  shown = { ...filled.analytics.view, sample: true };
  const platform = shown;
  const leave = async () => {
    shown = null;
  };
  const back = async () => {
    shown = platform;
  };
  const sample = { view: () => shown, leave, left: () => shown === null, back };
  panel = await startPanel({ basePath: '/some/insights', sample });
});
afterAll(async () => {
  expect(panel.problems).toEqual([]);
  await panel.close();
  await filled.close();
});

it('signs in with a link, once, and leaves no token in the address', async () => {
  const page = await panel.anonymous();
  const link = await panel.link();
  await page.goto(link);
  await page.waitForURL(/\/some\/insights\/admin\/analytics$/);
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  const other = await panel.anonymous();
  await other.goto(link);
  await other.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  await other.getByText(HOW).waitFor();
  expect(other.url()).toBe(`${panel.url}sign-in`);
});

it('says how to get a link where there is none, and where nobody is signed in', async () => {
  const page = await panel.anonymous();
  await page.goto(`${panel.url}sign-in`);
  await page.getByText('No password, or forgotten?').click();
  await page.getByText(HOW).waitFor();
  await page.goto(`${panel.url}usage`);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

it('shows the signed-out page as soon as a session has ended elsewhere', async () => {
  const page = await panel.open('analytics');
  await page.getByRole('heading', { name: 'Features', exact: true }).waitFor();
  await settled(page);
  await page.context().clearCookies();
  // Unless the panel finds out by itself first.
  const refreshed = page.getByRole('button', { name: 'Refresh' }).click({ timeout: 5_000 });
  await refreshed.catch(() => undefined);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

it('signs out', async () => {
  const page = await panel.anonymous();
  await page.goto(await panel.link());
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByText('admin@example.com').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.goto(`${panel.url}analytics`);
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
});

it('shows a viewer the summary and nobody by name', async () => {
  const page = await panel.open('usage', { role: 'viewer' });
  await page.getByRole('heading', { name: 'By feature' }).waitFor();
  expect(await page.getByText('Person Number').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Users' }).count()).toBe(0);
});

it('leaves the sample once asked, shows it again, and leads to the three lines that send a first activity', async () => {
  const page = await panel.open('analytics');
  await page.getByText('Sample data.').waitFor();
  const leave = async () => {
    await page.getByRole('button', { name: 'Start with real data' }).click();
    const question = page.getByRole('dialog', { name: 'Start with real data?' });
    await question.getByText('You can show the sample again').waitFor();
    return question;
  };
  await (await leave()).getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Sample data.').waitFor();
  await (await leave()).getByRole('button', { name: 'Start with real data' }).click();
  await page.getByRole('button', { name: 'Show the sample again' }).click();
  await page.getByText('Sample data.').waitFor();
  await (await leave()).getByRole('button', { name: 'Start with real data' }).click();
  await page.getByRole('heading', { name: 'No activity yet' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
  await page.getByRole('heading', { name: 'No activity yet' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  expect(await page.getByText('Sample data.').count()).toBe(0);
  expect((await page.locator('pre').textContent())?.trim().split('\n')).toHaveLength(3);
  await panel.analytics.trackUserActivity('user-1', 'session_created', 'sessions');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('1 activity').first().waitFor();
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ basePath: '/insights' });
});
afterAll(() => finish(panel));

it('speaks the language that the browser asks for, in its variant', async () => {
  const page = await panel.open('usage', { locale: 'de-AT' });
  await page.getByRole('heading', { level: 1, name: 'Nutzung' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Nutzung' }).waitFor();
  expect(await page.locator('html').evaluate(({ lang, dir }: HTMLElement) => [lang, dir])).toEqual([
    'de-AT',
    'ltr',
  ]);
  await page.getByRole('button', { name: 'Konto' }).click();
  await page.getByRole('button', { name: 'Abmelden' }).waitFor();
});

it('keeps the operator’s own choice, for every device', async () => {
  const page = await panel.open('account', { locale: 'en-US' });
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await page.getByRole('heading', { level: 1, name: 'Konto' }).waitFor();
  const elsewhere = await panel.open('usage', { locale: 'en-US' });
  await elsewhere.getByRole('heading', { level: 1, name: 'Nutzung' }).waitFor();

  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('Wie der Browser');
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
});

it.each([390, 1440])('fits when it is read from right to left, %i px wide', async (width) => {
  const page = await panel.open('analytics', { viewport: { width, height: 900 } });
  for (const [view, name] of [
    ['analytics', 'Analytics'],
    ['usage', 'Usage'],
    ['reports', 'Reports'],
    ['system', 'System'],
    ['settings', 'Settings'],
  ]) {
    await page.goto(`${panel.url}${view}`);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect([view, beyond]).toEqual([view, 0]);
  }
});

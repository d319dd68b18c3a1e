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
  await page.getByRole('link', { name: 'Nutzung' }).waitFor();
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
  await elsewhere.getByRole('link', { name: 'Nutzung' }).waitFor();

  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('Wie der Browser');
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
});

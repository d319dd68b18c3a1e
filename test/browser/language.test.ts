import { afterAll, beforeAll, expect, it } from 'vitest';
import { beyond, settled } from './axe.ts';
import { cut } from './cut.ts';
import { finish } from './filled.ts';
import { shortened } from './fit.ts';
import { focused } from './keyboard.ts';
import type { Panel } from './panel.ts';
import { startViews, VIEWS } from './views.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startViews({ basePath: '/insights' });
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

const SIGNED_IN = Object.entries(VIEWS).filter(([, { nobody }]) => !nobody);
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 768, height: 1024 };
const DESK = { width: 1440, height: 900 };

it.each(SIGNED_IN)('fits in German, and read from right to left: %s', async (_, { at }) => {
  const page = await panel.open(at, { locale: 'de-DE', viewport: DESK });
  const found: Record<string, unknown> = {};
  const fits = async (how: string) => {
    await settled(page);
    found[how] = [await beyond(page), ...(await cut(page))];
  };
  await fits('German desk');
  await page.setViewportSize(PHONE);
  await fits('German phone');
  found.shortened = await shortened(page);
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await fits('phone from the right');
  await page.setViewportSize(TABLET);
  await fits('tablet from the right');
  await page.setViewportSize(DESK);
  await fits('desk from the right');
  expect(found).toEqual({
    'German desk': [0],
    'German phone': [0],
    shortened: [],
    'phone from the right': [0],
    'tablet from the right': [0],
    'desk from the right': [0],
  });
});

it('writes numbers, dates, parts and lengths of time as German does, and files as ever', async () => {
  const page = await panel.open('analytics?period=all', { locale: 'de-DE' });
  await settled(page);
  const main = page.getByRole('main');
  await main
    .getByText(/\d\.\d{3}\b/)
    .first()
    .waitFor();
  await main
    .getByText(/\d,\d+\s%/)
    .first()
    .waitFor();
  await main
    .getByText(/\b\d{1,2}\. (Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez)/)
    .first()
    .waitFor();
  const english = /\d,\d{3}\b|\d\.\d+\s?%|\b(Jan|Feb|Mar|May|Oct|Dec) \d{1,2}\b/;
  expect(await main.textContent()).not.toMatch(english);

  await page.goto(`${panel.url}system`);
  await settled(page);
  const system = await main.textContent();
  expect(system).toMatch(/\d Sek\.|\d ms/);
  expect(system).not.toMatch(/\d\.\d+ (ms|[kMG]B)/);

  const csv = await page.request.get(
    new URL('../api/admin/usage-analytics?period=all&groupBy=day&format=csv', panel.url).href,
  );
  const [head, first] = (await csv.text()).replace(/^\uFEFF/, '').split('\r\n');
  expect(head).toMatch(/^day,label,count,/);
  expect(first).toMatch(/^\d{4}-\d\d-\d\d,[^,]*,\d+/);
});

it('names features, actions and numbers as the catalogue has them in German', async () => {
  const page = await panel.open('usage', { locale: 'de-DE' });
  await page.getByRole('article', { name: 'Mediathek' }).getByText('Medien hochgeladen').waitFor();
  await page.getByRole('columnheader', { name: 'Sitzungen erstellt' }).first().waitFor();
  await page.goto(`${panel.url}reports?by=feature,day`);
  await page.getByTestId('legend').getByText('Mediathek').waitFor();
  await settled(page);
  const words = await page.getByRole('main').textContent();
  expect(words).not.toMatch(/Media gallery|Sessions|Smart captions/);
});

it('mirrors what points on and back, and keeps time running to the right', async () => {
  const page = await panel.open('analytics', { viewport: DESK });
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await settled(page);
  const back = page.getByRole('button', { name: 'One period back' });
  const turned = await back.locator('svg').evaluate((icon) => getComputedStyle(icon).rotate);
  expect(turned).toBe('180deg');
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  expect(await chart.evaluate((each) => getComputedStyle(each).direction)).toBe('ltr');

  // Tools follow each other to the left.
  await page.getByRole('button', { name: 'Last 30 days' }).focus();
  await page.keyboard.press('ArrowLeft');
  expect(await focused(page)).toBe('One period back');
  // A box shares the edge of its button that the line ends at: the left one.
  const opener = page.getByRole('toolbar', { name: 'Range' }).getByRole('button').first();
  await opener.click();
  const box = (await page.getByRole('group', { name: 'Range' }).boundingBox())!;
  const button = (await opener.boundingBox())!;
  expect(Math.round(box.x)).toBe(Math.round(button.x));
});

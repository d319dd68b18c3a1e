import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkView } from './check-view.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ basePath: '/insights' });
});
afterAll(() => finish(panel));

async function openReference(): Promise<Page> {
  const page = await panel.signedIn();
  await page.goto(new URL('../api/docs', panel.url).href);
  await page.getByRole('heading', { level: 1, name: 'API reference' }).waitFor();
  return page;
}

it('is accessible and fits every window', async () => checkView(await openReference()));

it('filters by what is typed, from the keyboard', async () => {
  const page = await openReference();
  const shown = () => page.locator('article:visible').evaluateAll((all) => all.map((each) => each.id));
  const all = await shown();
  await page.keyboard.press('/');
  await page.keyboard.type('groupby');
  expect(await shown()).toContain('usageAnalytics');
  expect((await shown()).length).toBeLessThan(all.length / 4);
  await page.getByRole('searchbox').fill('nothing is called this');
  expect(await page.getByText('Nothing here is named that').isVisible()).toBe(true);
  await page.getByRole('searchbox').fill('');
  expect(await shown()).toEqual(all);
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Panel, startPanel } from './panel.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ basePath: '/insights' });
});
afterAll(async () => {
  expect(panel.problems).toEqual([]);
  await panel.close();
});

async function openReference(options: Parameters<Panel['open']>[1] = {}): Promise<Page> {
  const page = await panel.open('analytics', options);
  await page.goto(new URL('../api/docs', panel.url).href);
  await page.getByRole('heading', { level: 1, name: 'API reference' }).waitFor();
  return page;
}

describe.each(['light', 'dark'] as const)('the API reference in %s', (colorScheme) => {
  it.each([1440, 390])('has no accessibility finding and fits %d pixels', async (width) => {
    const page = await openReference({ colorScheme, viewport: { width, height: 900 } });
    const { violations } = await page
      .evaluate(`${AXE}; axe.run()`)
      .then((r) => r as { violations: { id: string; nodes: { html: string }[] }[] });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });
});

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

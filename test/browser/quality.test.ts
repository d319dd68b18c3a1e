import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beyond, findings, settled } from './axe.ts';
import { type Panel, startPanel } from './panel.ts';
import { fillPlatform } from './platform.ts';

const BUILT = new URL('../../dist/dashboard/', import.meta.url);
const BUDGET = 150 * 1024;
const VIEWS = {
  analytics: 'analytics',
  'the chart as a table': 'analytics?view=table',
  usage: 'usage',
  'one user': 'users/user-1?period=all',
  system: 'system',
  audit: 'audit',
  settings: 'settings',
  'an empty range': 'usage?startDate=2020-01-01&endDate=2020-01-02',
};

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel();
  await fillPlatform(panel.analytics);
});
afterAll(async () => {
  expect(panel.problems).toEqual([]);
  await panel.close();
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(Object.entries(VIEWS))('has no accessibility finding: %s', async (_, view) => {
    const page = await panel.open(view, { colorScheme });
    await settled(page);
    expect(await findings(page)).toEqual([]);
  });
});

it.each(Object.entries(VIEWS))(
  'fits a phone of 360 pixels without sideways scrolling: %s',
  async (_, view) => {
    const page = await panel.open(view, { viewport: { width: 360, height: 740 } });
    await settled(page);
    expect(await beyond(page)).toBeLessThanOrEqual(0);
  },
);

it('can be reached whole by keyboard: skip link, tabs, range, chart', async () => {
  const page = await panel.open('analytics');
  await settled(page);
  const focused = () =>
    page.evaluate(() => {
      const el = document.activeElement;
      return el?.getAttribute('aria-label') ?? el?.textContent?.trim() ?? '';
    });
  const order: string[] = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  const places = ['Skip to content', 'Analytics', 'Usage', 'Account', 'Last 30 days', 'Activities by day'];
  const found = places.map((place) => order.findIndex((text) => text.startsWith(place)));
  expect(found).not.toContain(-1);
  expect(found).toEqual([...found].sort((a, b) => a - b));
});

it('stays within its budget for the first view', async () => {
  const page = await panel.open('analytics');
  await page.getByRole('heading', { name: 'Features' }).waitFor();
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => entry.name),
  );
  // The chart comes after the view, and the code of other views when all is quiet.
  const files = loaded.filter((name) => /\.(?:js|css)$/.test(name) && !/\/(?:time-chart|usage)-/.test(name));
  const first = files.map(
    (name) => gzipSync(readFileSync(new URL(name.slice(panel.url.length), BUILT))).length,
  );
  const total = first.reduce((sum, size) => sum + size, 0);
  console.log(`first view: ${(total / 1024).toFixed(1)} KB gzipped of ${BUDGET / 1024} KB`);
  expect(total).toBeGreaterThan(50 * 1024);
  expect(total).toBeLessThanOrEqual(BUDGET);
});

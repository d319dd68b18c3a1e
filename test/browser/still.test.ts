import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { fillFacts } from './facts.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';

let panel: Panel;
beforeAll(async () => {
  const { panel: filled, written } = await startFilled();
  panel = filled;
  await fillFacts(panel.analytics, written.today);
});
afterAll(() => finish(panel));

const MOST = 0.02;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const VIEWS = [
  'analytics',
  'usage',
  'reports?by=theme,day',
  'users/user-1?period=all',
  'referrals',
  'community',
  'system',
  'audit',
  'settings',
  'account',
];

/** Adds up what moves without anybody's doing, and names what moved. Runs in the page, before it. */
const WATCH = `
  window.moved = { sum: 0, what: [] };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      moved.sum += value;
      for (const { node } of sources) moved.what.push((node?.textContent ?? '').trim().slice(0, 30));
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

it.each(VIEWS.flatMap((view) => SIZES.map((size) => [view, size.width, size] as const)))(
  'stands still while it comes, each answer after another: %s at %i',
  async (view, _, viewport) => {
    const page = await panel.signedIn({ viewport });
    await page.addInitScript(WATCH);
    // Each answer waits for the one before it, and a little: none comes together with another.
    let last: Promise<unknown> = Promise.resolve();
    await page.route('**/api/admin/**', async (route) => {
      if (route.request().url().includes('/live')) return route.continue();
      const before = last;
      const own = before.then(() => new Promise((resolve) => setTimeout(resolve, 60)));
      last = own;
      await own;
      await route.continue().catch(() => undefined);
    });
    await page.goto(panel.url + view);
    await settled(page);
    const { sum, what } = (await page.evaluate('moved')) as { sum: number; what: string[] };
    expect({ sum, what: sum > MOST ? what : [] }).toEqual({ sum: expect.any(Number), what: [] });
    expect(sum).toBeLessThanOrEqual(MOST);
  },
);

it('paints a frame before the code of the panel is there', async () => {
  const page = await panel.anonymous();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(panel.url, { waitUntil: 'commit' });
  const frame = page.locator('#waiting');
  await frame.waitFor();
  expect((await frame.boundingBox())!.height).toBeGreaterThan(300);
  release();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await frame.isVisible()).toBe(false);
});

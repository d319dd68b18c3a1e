import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { checkView } from './check-view.ts';
import { cut } from './cut.ts';
import { finish } from './filled.ts';
import { vanished } from './forced-colours.ts';
import type { Panel } from './panel.ts';
import { faults } from './paper.ts';
import { openView, startViews, VIEWS } from './views.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startViews();
});
afterAll(() => finish(panel));

// To open a view costs more than to look at it: it's opened once, and each of these tells by itself what it finds.
it.each(Object.entries(VIEWS))(
  'is accessible, fits every window, keeps what its fills tell in forced colours, and is whole and light on paper: %s',
  async (_, view) => {
    const page = await openView(panel, view);
    await checkView(page);
    await checkForcedColours(page);
    await checkPaper(page, !view.nobody);
  },
);

async function checkForcedColours(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await settled(page);
    expect.soft({ colorScheme, vanished: await vanished(page) }).toEqual({ colorScheme, vanished: [] });
  }
  await page.emulateMedia({ forcedColors: 'none' });
}

/** A sheet's width between its margins, in CSS pixels: of A4, and of Letter. */
const SHEETS = [718, 740];

/** Of a page that is dark on the screen. */
async function checkPaper(page: Page, signedIn: boolean): Promise<void> {
  await settled(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.waitForFunction(() => !document.querySelector('main .skeleton'));
  for (const width of SHEETS) {
    await page.setViewportSize({ width, height: 1_000 });
    const found = { width, faults: await faults(page), cut: await cut(page) };
    expect.soft(found).toEqual({ width, faults: [], cut: [] });
  }
  if (!signedIn) return;
  expect
    .soft(await page.getByRole('banner').textContent())
    .toMatch(/joip · 127\.0\.0\.1:\d+ · printed .+ UTC by admin@example\.com$/);
}

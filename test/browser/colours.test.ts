import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { colourFindings, settled } from './axe.ts';
import { finish } from './filled.ts';
import type { Panel } from './panel.ts';
import { startViews } from './views.ts';

const SCHEMES = ['light', 'dark'] as const;

let panel: Panel;
beforeAll(async () => {
  panel = await startViews();
});
afterAll(() => finish(panel));

/** Pictures of a legend's swatches: no two of them may be the same. */
async function pictures(page: Page): Promise<string[]> {
  const swatches = page.getByTestId('legend').locator('svg');
  const shots = await Promise.all((await swatches.all()).map((each) => each.screenshot()));
  return shots.map((shot) => shot.toString('base64'));
}

async function featuresOverTime(): Promise<{ page: Page; eyes: CDPSession }> {
  const page = await panel.open('analytics');
  await page.getByTestId('legend').scrollIntoViewIfNeeded();
  await settled(page);
  return { page, eyes: await page.context().newCDPSession(page) };
}

it('tells layers apart in forced colours, without hues, and in eyes that miss some', async () => {
  const { page, eyes } = await featuresOverTime();
  const apart = async (how: string) => {
    const shots = await pictures(page);
    expect({ how, different: new Set(shots).size }).toEqual({ how, different: shots.length });
    expect(shots.length).toBeGreaterThan(3);
  };
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await apart(`forced, ${colorScheme}`);
    await page.emulateMedia({ forcedColors: 'none', colorScheme });
    for (const type of ['deuteranopia', 'protanopia', 'achromatopsia'] as const) {
      await eyes.send('Emulation.setEmulatedVisionDeficiency', { type });
      await apart(`${type}, ${colorScheme}`);
    }
    await eyes.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
  }
});

it('draws charts anew in the colours that come, the comparison seen through the area before it', async () => {
  const { page } = await featuresOverTime();
  const colours = () =>
    page.locator('#chart canvas').evaluate((canvas: HTMLCanvasElement) => {
      // A copy: the chart's own canvas is not made to be read.
      const { width, height } = canvas;
      const copy = Object.assign(document.createElement('canvas'), { width, height });
      const brush = copy.getContext('2d', { willReadFrequently: true })!;
      brush.drawImage(canvas, 0, 0);
      const { data } = brush.getImageData(0, 0, width, height);
      const of = (test: (r: number, g: number, b: number, a: number) => boolean) => {
        let count = 0;
        for (let i = 0; i < data.length; i += 4)
          if (test(data[i]!, data[i + 1]!, data[i + 2]!, data[i + 3]!)) count++;
        return count / (width * height);
      };
      return {
        solid: of((_, __, ___, a) => a > 200),
        hued: of((r, g, b, a) => a > 60 && Math.max(r, g, b) - Math.min(r, g, b) > 12),
      };
    });
  expect((await colours()).hued).toBeGreaterThan(0);
  await page.emulateMedia({ forcedColors: 'active' });
  await expect.poll(async () => (await colours()).hued).toBe(0);
  expect((await colours()).solid).toBeLessThan(0.1);
  expect(await colourFindings(page)).toEqual([]);
});

it('shows up and down by arrow and words, not by colour alone', async () => {
  const page = await panel.open('analytics?period=7days');
  await settled(page);
  const told = await page.locator('[title$=" before"]').evaluateAll((badges) =>
    badges.map((badge) => ({
      word: /^(up|down|unchanged)/.exec(badge.textContent ?? '')?.[1],
      icon: badge.querySelector('svg')?.getAttribute('class'),
    })),
  );
  const icons = { up: 'arrow-up-right', down: 'arrow-down-right', unchanged: 'arrow-right' } as const;
  expect(told.length).toBeGreaterThan(5);
  for (const { word, icon } of told) expect(icon).toContain(icons[word as keyof typeof icons]);
});

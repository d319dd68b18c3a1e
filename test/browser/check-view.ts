import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { beyond, colourFindings, findings, settled, still } from './axe.ts';
import { cut } from './cut.ts';
import { scrolling, shortened, small, squeezed, wrapped } from './fit.ts';

const WIDE = { width: 1920, height: 1080 };
const DESK = { width: 1440, height: 900 };
const TABLET = { width: 768, height: 1024 };
const PHONE = { width: 360, height: 740 };

/**
 * What holds for every view, in one load of it: no accessibility finding on a desk and on a phone, in light
 * and in dark, and from 360 to 1920 pixels no sideways scrolling and nothing cut. Structure is checked once
 * for each width, colours in both schemes.
 */
export async function checkView(page: Page): Promise<void> {
  const found: Record<string, string[]> = {};
  const fits = async (width: number) => {
    found[`sideways at ${width}`] = [`${Math.max(0, await beyond(page))} px`];
    found[`cut at ${width}`] = await cut(page);
  };
  await settled(page);
  found['light desk'] = await findings(page);
  found['small on a desk'] = await small(page);
  found['scrolls on a desk'] = await scrolling(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await still(page);
  found['dark desk'] = await colourFindings(page);
  await page.setViewportSize(WIDE);
  await settled(page);
  await fits(WIDE.width);
  await page.setViewportSize(TABLET);
  await settled(page);
  found['wraps on a tablet'] = await wrapped(page);
  await page.setViewportSize(PHONE);
  await settled(page);
  await fits(PHONE.width);
  found['shortened on a phone'] = await shortened(page);
  found['squeezed on a phone'] = await squeezed(page);
  found['small on a phone'] = await small(page);
  found['dark phone'] = await findings(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await still(page);
  found['light phone'] = await colourFindings(page);
  await page.setViewportSize(DESK);
  expect.soft(found).toEqual({
    'light desk': [],
    'small on a desk': [],
    'scrolls on a desk': [],
    'dark desk': [],
    'sideways at 1920': ['0 px'],
    'cut at 1920': [],
    'wraps on a tablet': [],
    'sideways at 360': ['0 px'],
    'cut at 360': [],
    'shortened on a phone': [],
    'squeezed on a phone': [],
    'small on a phone': [],
    'dark phone': [],
    'light phone': [],
  });
}

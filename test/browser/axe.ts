import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { quiet } from './traffic.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Every rule, the size of what is pressed among them; what passes is not described. */
const RULES = "{ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }";
const COLOURS = "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }";

interface Finding {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/** What axe finds on the page, one line each. */
export const findings = (page: Page): Promise<string[]> => run(page, RULES);

/** What it finds in the page's colours alone: what a change of scheme can change. */
export const colourFindings = (page: Page): Promise<string[]> => run(page, COLOURS);

/** Through the debugger, which the page's policy does not bind. */
async function run(page: Page, options: string): Promise<string[]> {
  // What was scrolled lies under the header that stays in sight, and would count as too small to press.
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  // What fades in has not its colours yet.
  await still(page);
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(`${AXE}; 0`);
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as { violations: Finding[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** Once a view stands: nothing on its way, nothing moving. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await drawn(page);
  await quiet(page);
  await drawn(page);
  await still(page);
}

/** Once nothing in the window is a skeleton: what is below it is drawn when it is looked at. */
const drawn = (page: Page) =>
  page.waitForFunction(
    () =>
      [...document.querySelectorAll('.skeleton')].every(
        (each) => each.getBoundingClientRect().top > innerHeight,
      ),
    undefined,
    { polling: 30 },
  );

/** Once whatever moves and ends has ended; asked by the clock, since a still window may be given no frames. */
export async function still(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document
        .getAnimations()
        .every(
          ({ effect, playState }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
        ),
    undefined,
    { polling: 30 },
  );
}

/** Pixels by which a page is wider than its window. */
export const beyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Where something stands, once it does: a chart that is drawn anew has no box for a moment. */
export async function boxOf(of: Locator) {
  for (;;) {
    await of.waitFor();
    const box = await of.boundingBox();
    if (box) return box;
  }
}

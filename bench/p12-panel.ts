import type { BrowserContext, Page } from 'playwright-core';
import { fillSample } from '../src/sample/index.ts';
import type { Bed } from './lib/bed.ts';
import { servePanel, throttle } from './lib/browser.ts';
import { median, type Result, round } from './lib/result.ts';

/** Of interactions, without a slower CPU. */
const SETTLED_MS = 200;
const THROTTLE = 4;
const GOAL_MS = 1_000;
/** No task of 50 ms or longer for so long: the page answers at once. */
const QUIET_MS = 500;

/** Cards of the sample that have a series. */
const CARDS = 8;

/** Notes when every card stands, and the tasks that kept the page from answering. Runs in the page, before it. */
const WATCH = `
  window.marks = { stands: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) marks.tasks.push(startTime + duration);
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('main [aria-label$=": in the chart"]').length < ${CARDS}) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { marks.stands = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });
`;
interface Marks {
  readonly stands: number;
  readonly tasks: readonly number[];
}

/** Notes when somebody pressed, and the last change of the page since. Runs in the page, before it. */
const WATCH_PRESSES = `
  window.press = { at: 0, changed: 0 };
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(type, () => { press.at = press.changed = performance.now(); }, { capture: true });
  new MutationObserver(() => { press.changed = performance.now(); })
    .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
`;

const tab = (name: string) => (page: Page) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
const card = (name: RegExp) => (page: Page) => page.getByRole('link', { name }).click();
const button = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click();

/** What an operator presses in a morning, one after the other. */
const PRESSES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'a card goes into the chart': card(/^Captions .*: in the chart$/),
  'another card': card(/^Active users .*: in the chart$/),
  'the picker opens': button('Last 30 days'),
  'another range': (page) => page.getByText('Last 7 days', { exact: true }).click(),
  'the range before': button('One period back'),
  'the range after': button('One period forward'),
  Usage: tab('Usage'),
  'another order': (page) =>
    page.getByRole('columnheader', { name: 'Media uploaded' }).getByRole('button').click(),
  'the next page': button('Next page'),
  Reports: tab('Reports'),
  Referrals: tab('Referrals'),
  Community: tab('Community'),
  'back to Analytics': tab('Analytics'),
  'the palette opens': (page) => page.keyboard.press('Control+k'),
  'the palette finds': (page) => page.keyboard.type('c'),
};

/** From an address to a first view that answers: cold, and with the panel's files in the browser's cache. */
export async function p12(bed: Bed): Promise<Result[]> {
  const lab = await bed.fresh('bench_p12');
  const size = bed.size.quick ? { users: 200, days: 60 } : { users: 2_000, days: 180 };
  await fillSample({ db: lab.db, ingest: lab.ingest, now: Date.now(), ...size });
  const site = await servePanel(lab);
  const rounds = bed.size.rounds * 2 - 1;
  const cold: number[] = [];
  const warm: number[] = [];
  const bare: number[] = [];
  const stands: number[] = [];
  const presses: number[] = [];
  try {
    for (let i = 0; i < rounds; i++) {
      const context = await site.context();
      bare.push(await emptyPage(context, site.origin));
      const first = await firstView(context, site.origin);
      cold.push(first.interactive);
      stands.push(first.stands);
      warm.push((await firstView(context, site.origin)).interactive);
      await context.close();
    }
    for (let i = 0; i < bed.size.rounds; i++) {
      // Nothing is remembered of the morning before.
      const context = await site.context();
      presses.push(...(await pressed(context, site.origin)));
      await context.close();
    }
  } finally {
    await site.close();
    await lab.close();
  }
  const line = (what: string, ours: readonly number[]): Result => ({
    id: 'P12',
    what: `first view interactive, CPU ${THROTTLE} times slower, ${what}`,
    ours: `${round(median(ours), 0)} ms (${round(Math.min(...ours), 0)} to ${round(Math.max(...ours), 0)})`,
    yardstick: `${round(median(bare), 0)} ms for an empty page`,
    value: round(median(ours) / median(bare)),
    unit: ' ×',
    goal: `<= ${GOAL_MS} ms`,
    reached: median(ours) <= GOAL_MS,
  });
  return [
    line('nothing cached', cold),
    line('nothing cached, until every card stands', stands),
    line('files cached', warm),
    {
      id: 'P12',
      what: `from a press until nothing changes any more, ${presses.length} presses`,
      ours: `p95 ${round(quantile(presses, 0.95), 0)} ms, median ${round(median(presses), 0)}`,
      yardstick: `${round(median(bare), 0)} ms for an empty page`,
      value: round(quantile(presses, 0.95), 0),
      unit: ' ms',
      goal: `<= ${SETTLED_MS} ms`,
      reached: quantile(presses, 0.95) <= SETTLED_MS,
    },
  ];
}

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]!;

/** One morning: each press, in milliseconds until the page rests. */
async function pressed(context: BrowserContext, origin: string): Promise<number[]> {
  const page = await context.newPage();
  await page.addInitScript(WATCH_PRESSES);
  await page.goto(`${origin}/admin/analytics`);
  await resting(page);
  const took: number[] = [];
  for (const [what, act] of Object.entries(PRESSES)) {
    await act(page);
    took.push(await resting(page));
    if (process.env.BENCH_VERBOSE) console.error(`  ${what}: ${took.at(-1)!.toFixed(0)} ms`);
  }
  await page.close();
  return took;
}

/** Waits until nothing has changed for a while; tells how long after the press the last change was. */
async function resting(page: Page): Promise<number> {
  const press = await page.waitForFunction(
    (quiet) => {
      const { press } = window as unknown as { press: { at: number; changed: number } };
      const busy = document.querySelector('[aria-busy="true"], .skeleton');
      return !busy && performance.now() - press.changed > quiet ? press : null;
    },
    QUIET_MS,
    { polling: 50 },
  );
  const { at, changed } = (await press.jsonValue())!;
  return changed - at;
}

async function firstView(context: BrowserContext, origin: string) {
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await throttle(page, THROTTLE);
  await page.goto(`${origin}/admin/analytics`);
  const marks = await page.waitForFunction(
    (quiet) => {
      const { marks } = window as unknown as { marks: { stands: number; tasks: number[] } };
      const last = Math.max(marks.stands, ...marks.tasks);
      return marks.stands > 0 && performance.now() - last > quiet && marks;
    },
    QUIET_MS,
    { polling: 50 },
  );
  const { stands, tasks } = (await marks.jsonValue()) as Marks;
  await page.close();
  return { stands, interactive: Math.max(stands, ...tasks) };
}

/** What the browser and the way to the server take by themselves. */
async function emptyPage(context: BrowserContext, origin: string): Promise<number> {
  const page = await context.newPage();
  await throttle(page, THROTTLE);
  await page.goto(`${origin}/readyz`);
  const took = await page.evaluate(
    () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domComplete,
  );
  await page.close();
  return took;
}

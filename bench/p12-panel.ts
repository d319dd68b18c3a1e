import type { BrowserContext } from 'playwright-core';
import { fillSample } from '../src/sample/index.ts';
import type { Bed } from './lib/bed.ts';
import { servePanel, throttle } from './lib/browser.ts';
import { median, type Result, round } from './lib/result.ts';

const THROTTLE = 4;
const GOAL_MS = 1_000;
/** No task of 50 ms or longer for so long: the page answers at once. */
const QUIET_MS = 500;

/** Notes when every card stands, and the tasks that kept the page from answering. Runs in the page, before it. */
const WATCH = `
  window.marks = { stands: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) marks.tasks.push(startTime + duration);
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('main [aria-label$=": in the chart"]').length < 9) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { marks.stands = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });
`;
interface Marks {
  readonly stands: number;
  readonly tasks: readonly number[];
}

/** From the address to a first view that answers: cold, and with the panel's files in the browser's cache. */
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
  ];
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

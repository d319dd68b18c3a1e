import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { createAnalytics } from '../src/analytics.ts';
import { listen } from '../src/cli/listen.ts';
import { fillSample } from '../src/sample/index.ts';
import type { Bed } from './lib/bed.ts';
import { median, type Result, round } from './lib/result.ts';

/** The CPU is made so many times slower. */
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
  const build = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url));
  execFileSync(process.execPath, [build, '--only', 'panel'], { stdio: 'inherit' });
  const lab = await bed.fresh('bench_p12');
  const size = bed.size.quick ? { users: 200, days: 60 } : { users: 2_000, days: 180 };
  await fillSample({ db: lab.db, ingest: lab.ingest, now: Date.now(), ...size });
  const analytics = await createAnalytics({ databaseUrl: lab.url, rateLimit: 0 });
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${server.port}`;
  const browser = await launch();
  const rounds = bed.size.rounds * 2 - 1;
  const cold: number[] = [];
  const warm: number[] = [];
  const bare: number[] = [];
  const stands: number[] = [];
  try {
    for (let i = 0; i < rounds; i++) {
      const { operators } = analytics.auth;
      const token = await operators.newLink((await operators.save('bench@example.com', 'admin')).id);
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.request.post(`${origin}/api/auth/link`, { data: { token }, failOnStatusCode: true });
      bare.push(await emptyPage(context, origin));
      const first = await firstView(context, origin);
      cold.push(first.interactive);
      stands.push(first.stands);
      warm.push((await firstView(context, origin)).interactive);
      await context.close();
    }
  } finally {
    await browser.close();
    await server.close(1_000);
    await analytics.close();
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
  await throttle(context, page);
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
  await throttle(context, page);
  await page.goto(`${origin}/readyz`);
  const took = await page.evaluate(
    () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domComplete,
  );
  await page.close();
  return took;
}

async function throttle(context: BrowserContext, page: Awaited<ReturnType<BrowserContext['newPage']>>) {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
}

async function launch(): Promise<Browser> {
  // In a variable, since a script without types can not be imported by name.
  const script = '../scripts/lib/launch-chromium.mjs';
  const { launchChromium } = (await import(script)) as { launchChromium(): Promise<Browser> };
  return launchChromium();
}

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Span } from '../../src/contract/index.ts';
import { minutesOf } from '../../src/http/beacon/presence.ts';
import { type BeaconHost, startBeaconHost } from './beacon-host.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let host: BeaconHost;
beforeAll(async () => {
  host = await startBeaconHost();
});
afterAll(() => host?.close());

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
}

async function open(
  attributes: string,
  { body = '', at = host.origin, who = '', ...options } = {} as {
    readonly body?: string;
    readonly at?: string;
    /** Who is signed in at the host. */
    readonly who?: string;
    readonly extraHTTPHeaders?: Record<string, string>;
    /** Runs in the page before all else. */
    readonly before?: () => void;
  },
): Promise<Opened> {
  const { before, ...rest } = options;
  const context = await host.context(rest);
  onTestFinished(() => context.close());
  if (before) await context.addInitScript(before);
  if (who) await context.addCookies([{ name: 'who', value: who, url: at }]);
  const page = await context.newPage();
  await page.goto(at + host.address(attributes, body));
  return { page, context };
}

const tokenOf = async (userId: string, minutes?: number) =>
  `data-token="${await host.analytics.beaconToken(userId, { minutes })}"`;

/** What was counted of a user: their actions in order with the path or theme, and the minutes that they were there. */
async function countedOf(userId: string): Promise<{ actions: string[]; minutes: number[] }> {
  const { pool, s } = host.analytics.db;
  const logged = await pool.query(
    `select action || ' ' || coalesce(details->>'path', details->>'theme', details->>'title', '') as action
     from ${s}.user_activity_logs where user_id = $1 order by created_at, event_id`,
    [userId],
  );
  const present = await pool.query(
    `select (extract(epoch from hour) * 1000)::float8 + sequence * 60000 as at from ${s}.user_signals
     where user_id = $1 and signal = 'presence_minute' order by 1`,
    [userId],
  );
  return { actions: logged.rows.map(({ action }) => action), minutes: present.rows.map(({ at }) => at) };
}

const actionsOf = async (userId: string) => (await countedOf(userId)).actions;
const settled = (userId: string, actions: readonly string[]) =>
  expect.poll(() => actionsOf(userId)).toEqual(actions);

it('counts each page that is looked at, however it came about', async () => {
  const { page } = await open(await tokenOf('viewer'), { at: host.outer });
  await settled('viewer', ['page_viewed /outer/app/first']);
  await page.evaluate(() => {
    history.pushState(null, '', 'second');
    history.replaceState(null, '', 'second?tab=2#more');
    history.replaceState(null, '', 'third');
  });
  await page.goBack();
  const views = ['first', 'second', 'third', 'first'].map((name) => `page_viewed /outer/app/${name}`);
  await settled('viewer', views);
  await page.evaluate(() => Object.assign(window, { kept: true }));
  await page.click('a');
  await page.waitForURL('**/leave');
  // Kept by the browser as it was, and shown again.
  await page.goBack();
  expect(await page.evaluate(() => 'kept' in window)).toBe(true);
  await settled('viewer', [...views, 'page_viewed /outer/app/first']);
  await page.reload();
  await settled('viewer', [...views, 'page_viewed /outer/app/first', 'page_viewed /outer/app/first']);
});

/** Something that happened in between, as the test saw it. */
type Edge = readonly [before: number, after: number];
const done = async (work: Promise<unknown>): Promise<Edge> => {
  const before = host.now();
  await work;
  return [before, host.now()];
};

/** Spans that touch are one. */
const joined = (spans: readonly Span[]) =>
  spans.reduce<Span[]>((all, { from, to }) => {
    const last = all.at(-1);
    if (last?.to === from) last.to = to;
    else all.push({ from, to });
    return all;
  }, []);

it('knows within a second when somebody was there', async () => {
  const userId = 'present';
  host.told.length = 0;
  const edges: Edge[] = [];
  const opening = open(await tokenOf(userId));
  edges.push(await done(opening));
  const { page, context } = await opening;
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  await settled(userId, ['page_viewed /app/first']);
  await host.pass(20 * SECOND, page);
  await page.mouse.move(10, 10);
  await host.pass(50 * SECOND, page);
  await page.mouse.move(20, 20);
  // Another tab before it.
  const other = await context.newPage();
  await other.goto(`${host.origin}/app/other`);
  edges.push(await done(other.bringToFront()));
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  await host.pass(90 * SECOND, page);
  const back = await done(page.bringToFront());
  edges.push(back);
  // Nobody presses anything, so a minute later nobody is there.
  await host.pass(150 * SECOND, page);
  edges.push([back[0] + MINUTE, back[1] + MINUTE]);
  edges.push(await done(page.keyboard.press('a')));
  await host.pass(10 * SECOND, page);
  edges.push(await done(page.click('a')));
  await page.waitForURL('**/leave');
  await host.pass(40 * SECOND, page);
  edges.push(await done(page.goBack()));
  await settled(userId, ['page_viewed /app/first', 'page_viewed /app/first']);
  await host.pass(5 * SECOND, page);
  edges.push(await done(page.close()));

  const toldSpans = () => joined(host.told.flatMap(({ presence = [] }) => presence));
  await expect.poll(() => toldSpans().length).toBe(4);
  const told = toldSpans().flatMap(({ from, to }) => [from, to]);
  const off = told.map((at, i) => Math.max(edges[i]![0] - at, at - edges[i]![1], 0));
  console.log(`edges of presence are off by ${off.join(', ')} ms`);
  expect(Math.max(...off)).toBeLessThan(SECOND);

  const truth = (by: number) => [
    ...new Set(
      [0, 2, 4, 6].flatMap((i) =>
        minutesOf(
          { from: edges[i]![by < 0 ? 1 : 0] - by, to: edges[i + 1]![by < 0 ? 0 : 1] + by },
          host.now(),
        ),
      ),
    ),
  ];
  await expect
    .poll(async () => (await countedOf(userId)).minutes.length)
    .toBeGreaterThanOrEqual(truth(-SECOND).length);
  const { minutes } = await countedOf(userId);
  expect(minutes).toEqual(expect.arrayContaining(truth(-SECOND)));
  expect(truth(SECOND)).toEqual(expect.arrayContaining(minutes));
});

it('counts the minutes of two tabs and of requests once', async () => {
  const { page: one } = await open('', { who: 'twice' });
  const { page: two } = await open('', { who: 'twice' });
  for (let i = 0; i < 3; i++) {
    await host.pass(40 * SECOND, one, two);
    for (const page of [one, two]) await page.mouse.move(10 + i, 10);
  }
  for (const page of [one, two]) await page.close();
  await expect.poll(async () => (await countedOf('twice')).actions.length).toBe(2);
  await host.analytics.ingest.flush();
  const { minutes } = await countedOf('twice');
  expect(new Set(minutes).size).toBe(minutes.length);
  expect([3, 4]).toContain(minutes.length);
  const { rows } = await host.analytics.db.pool.query(
    `select time_spent_minutes as n from ${host.analytics.db.s}.user_usage_stats where user_id = 'twice'`,
  );
  expect(rows).toEqual([{ n: minutes.length }]);
});

const BUTTONS = `
<button data-joip="theme_selected" data-joip-theme="JOI"><span id="open">JOI</span></button>
<button data-joip="session_shared" data-joip-title="Sunset" data-joip-session-id="s-1" id="shared">Share</button>
<button data-joip="media_uploaded" id="closed">Upload</button>
<button data-joip="theme_selectd" id="unknown">Misspelt</button>
<button data-joip="theme_selected" data-joip-colour="red" id="undeclared">Red</button>`;

it('tells clicks on what the host opened, and warns of the others', async () => {
  const { page } = await open(await tokenOf('clicks'), { body: BUTTONS });
  await settled('clicks', ['page_viewed /app/first']);
  host.console.length = 0;
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('button'))
      each.addEventListener('click', (event) => event.stopImmediatePropagation(), true);
  });
  for (const id of ['open', 'shared', 'closed', 'unknown', 'undeclared']) await page.click(`#${id}`);
  await settled('clicks', ['page_viewed /app/first', 'theme_selected JOI', 'session_shared Sunset']);
  await expect.poll(() => host.console.join('\n')).toMatch(/theme_selectd.*is no action of the catalogue/);
  await expect.poll(() => host.console.join('\n')).toMatch(/media_uploaded.*isn't open to browsers/);
  await expect.poll(() => host.console.join('\n')).toMatch(/details.colour of theme_selected isn't declared/);
  expect(host.console.filter((each) => !each.startsWith('joip-analytics: '))).toEqual([]);
});

it('keeps what it can not send, and counts it once', async () => {
  const { page, context } = await open(await tokenOf('offline'), { body: BUTTONS });
  await settled('offline', ['page_viewed /app/first']);
  await context.setOffline(true);
  const failed = page.waitForEvent('requestfailed');
  await page.click('#open');
  await failed;
  await context.setOffline(false);
  await host.pass(15 * SECOND, page);
  await settled('offline', ['page_viewed /app/first', 'theme_selected JOI']);
});

it('sets a wrong clock by that of the server', async () => {
  const context = await host.context();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.clock.setSystemTime(host.now() - 3 * 60 * MINUTE);
  const from = host.now();
  await page.goto(host.origin + host.address(await tokenOf('late'), BUTTONS));
  await host.pass(15 * SECOND, page);
  await settled('late', ['page_viewed /app/first']);
  await page.close();
  await expect.poll(async () => (await countedOf('late')).minutes.length).toBeGreaterThan(0);
  for (const minute of (await countedOf('late')).minutes) expect(minute).toBeGreaterThan(from - MINUTE);
});

it('is of whoever is signed in, and of nobody else', async () => {
  await open('', { who: 'mara' });
  await settled('mara', ['page_viewed /app/first']);
  host.console.length = 0;
  const token = (await tokenOf('victim')).slice(12, -1);
  const [, mark] = token.split('.');
  const forged = Buffer.from(JSON.stringify(['victim', host.now() + 60 * MINUTE])).toString('base64url');
  await open(`data-token="${forged}.${mark}"`);
  await expect.poll(() => host.console.join('\n')).toMatch(/token is none of this installation/);
  await open(`data-token="${token}"`, { who: 'eve' });
  await expect.poll(() => host.console.join('\n')).toMatch(/another user than the one who is signed in/);
  host.told.length = 0;
  await open('');
  await expect.poll(() => host.told.length).toBeGreaterThan(0);
  for (const nobody of ['victim', 'eve']) expect(await actionsOf(nobody)).toEqual([]);
});

it('gets another token once one has expired', async () => {
  const { page } = await open('data-token-url="/my/token"', { who: 'long', body: BUTTONS });
  await settled('long', ['page_viewed /app/first']);
  await page.context().clearCookies();
  await page.context().addCookies([{ name: 'who', value: 'long', url: `${host.origin}/my/` }]);
  await host.pass(61 * MINUTE, page);
  await page.click('#open');
  await host.pass(15 * SECOND, page);
  await settled('long', ['page_viewed /app/first', 'theme_selected JOI']);
});

it('sends nothing where its user does not want it', async () => {
  host.told.length = 0;
  const gpc = () => Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true });
  const dnt = () => Object.defineProperty(navigator, 'doNotTrack', { get: () => '1' });
  for (const [who, before] of Object.entries({ gpc, dnt })) {
    const { page } = await open('', { who, before, body: BUTTONS });
    await page.click('#open');
    await host.pass(20 * SECOND, page);
    await page.click('a');
    await page.waitForURL('**/leave');
  }
  await open('', { who: 'counted' });
  await settled('counted', ['page_viewed /app/first']);
  expect(host.told).toHaveLength(1);
});

it('waits for consent, ends with it, and stores nothing', async () => {
  host.told.length = 0;
  const { page, context } = await open('data-consent', { who: 'asked', body: BUTTONS });
  const call = (name: 'start' | 'stop') =>
    page.evaluate(async (asked) => {
      const address = '/insights/beacon.js';
      const beacon = await import(address);
      beacon[asked]();
    }, name);
  await page.click('#open');
  await host.pass(20 * SECOND, page);
  expect(host.told).toEqual([]);
  await call('start');
  await settled('asked', ['page_viewed /app/first']);
  await page.click('#open');
  await settled('asked', ['page_viewed /app/first', 'theme_selected JOI']);
  await call('stop');
  const before = host.told.length;
  await page.click('#open');
  await host.pass(20 * SECOND, page);
  const stored = await page.evaluate(async () => [
    document.cookie,
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
  ]);
  expect(stored).toEqual(['who=asked', 0, 0, 0, 0]);
  expect(await context.cookies()).toHaveLength(1);
  await page.click('a');
  await page.waitForURL('**/leave');
  await open('', { who: 'afterwards' });
  await settled('afterwards', ['page_viewed /app/first']);
  expect(host.told).toHaveLength(before + 1);
});

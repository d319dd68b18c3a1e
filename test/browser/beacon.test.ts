import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Span } from '../../src/contract/index.ts';
import { minutesOf } from '../../src/http/beacon/presence.ts';
import { type BeaconHost, startBeaconHost } from './beacon-host.ts';
import { createPlainTabs, type PlainTab } from './plain-tabs.ts';

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

/** What comes from the browser's cache loads nothing that could be waited for. */
const back = (page: Page) => page.goBack({ waitUntil: 'commit' });

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
/** In whatever order, since several come within a millisecond. */
const settled = (userId: string, actions: readonly string[]) =>
  expect.poll(async () => (await actionsOf(userId)).sort()).toEqual([...actions].sort());

it('counts each page that is looked at, however it came about', async () => {
  const { page } = await open(await tokenOf('viewer'), { at: host.outer });
  await settled('viewer', ['page_viewed /outer/app/first']);
  await page.evaluate(() => {
    history.pushState(null, '', 'second');
    history.replaceState(null, '', 'second?tab=2#more');
    history.replaceState(null, '', 'third');
  });
  await back(page);
  const views = ['first', 'second', 'third', 'first'].map((name) => `page_viewed /outer/app/${name}`);
  await settled('viewer', views);
  await page.evaluate(() => Object.assign(window, { kept: true }));
  await page.click('a');
  await page.waitForURL('**/leave');
  // Kept by the browser as it was, and shown again.
  await back(page);
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

/** Tabs whose clock goes with the server's, however they are left and shown again. */
async function openTabs() {
  const tabs = await createPlainTabs(host.browser, host.clock());
  onTestFinished(() => void tabs.close());
  return tabs.open;
}

const pass = (tab: PlainTab, ms: number) => host.pass(ms, tab.value);

it('knows within a second when somebody was there', async () => {
  const openTab = await openTabs();
  const userId = 'present';
  const address = host.origin + host.address(await tokenOf(userId));
  const edges: Edge[] = [];
  const opening = openTab(address);
  edges.push(await done(opening));
  const tab = await opening;
  await settled(userId, ['page_viewed /app/first']);
  host.told.length = 0;
  await pass(tab, 20 * SECOND);
  await tab.move(10, 10);
  await pass(tab, 50 * SECOND);
  await tab.move(20, 20);
  // Another tab before it.
  const other = openTab(`${host.origin}/app/other`);
  const hidden = async () => {
    await other;
    await expect.poll(() => tab.value('document.visibilityState')).toBe('hidden');
  };
  edges.push(await done(hidden()));
  await pass(await other, 90 * SECOND);
  const shown = await done(tab.show());
  edges.push(shown);
  // Nobody presses anything, so a minute later nobody is there.
  await pass(tab, 150 * SECOND);
  edges.push([shown[0] + MINUTE, shown[1] + MINUTE], await done(tab.press('a')));
  await pass(tab, 10 * SECOND);
  // Loaded as well: nobody is there before the beacon is.
  const at = (path: string) =>
    expect.poll(() => tab.value("location.pathname + ' ' + document.readyState")).toBe(`${path} complete`);
  const leave = async () => {
    await tab.value("document.querySelector('a').click()");
    await at('/app/leave');
  };
  edges.push(await done(leave()));
  await pass(tab, 40 * SECOND);
  const comeBack = async () => {
    await tab.value('history.back()');
    await at('/app/first');
  };
  edges.push(await done(comeBack()));
  // No request is under way while time jumps: its page would take that for a wrong clock.
  await settled(userId, ['page_viewed /app/first', 'page_viewed /app/first']);
  await pass(tab, 5 * SECOND);
  edges.push(await done(tab.close()));

  const toldSpans = () => joined(host.told.flatMap(({ presence = [] }) => presence));
  await expect.poll(() => toldSpans().length).toBe(4);
  const told = toldSpans().flatMap(({ from, to }) => [from, to]);
  const off = told.map((moment, i) => Math.max(edges[i]![0] - moment, moment - edges[i]![1], 0));
  console.log(`edges of presence are off by ${off.join(', ')} ms`);
  expect(Math.max(...off)).toBeLessThan(SECOND);

  /** Minutes that were touched for certain, or at all. */
  const touched = (sure: boolean) => [
    ...new Set(
      [0, 2, 4, 6].flatMap((i) => {
        const [first, last] = sure ? [1, 0] : [0, 1];
        const span = { from: edges[i]![first]!, to: edges[i + 1]![last]! };
        return minutesOf(sure ? span : { from: span.from - SECOND, to: span.to + SECOND }, host.now());
      }),
    ),
  ];
  await expect
    .poll(async () => (await countedOf(userId)).minutes)
    .toEqual(expect.arrayContaining(touched(true)));
  expect(touched(false)).toEqual(expect.arrayContaining((await countedOf(userId)).minutes));
});

it('counts the minutes of two tabs and of requests once, and none of a tab in the background', async () => {
  const openTab = await openTabs();
  const address = host.origin + host.address(await tokenOf('twice'));
  const begun = host.now();
  const one = await openTab(address);
  await pass(one, 70 * SECOND);
  await one.move(10, 10);
  const two = await openTab(address);
  for (let i = 0; i < 2; i++) {
    await pass(two, 50 * SECOND);
    await two.move(10 + i, 10);
    host.analytics.present('twice');
  }
  await settled('twice', ['page_viewed /app/first', 'page_viewed /app/first']);
  const ended = host.now();
  for (const tab of [two, one]) await tab.close();
  const all = minutesOf({ from: begun, to: ended }, ended);
  const counted = async () => {
    await host.analytics.ingest.flush();
    return (await countedOf('twice')).minutes;
  };
  await expect.poll(counted).toEqual(expect.arrayContaining(all.slice(0, -1)));
  const minutes = await counted();
  expect(minutes.length).toBeLessThanOrEqual(all.length + 1);
  expect(new Set(minutes).size).toBe(minutes.length);
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
    const inside = document.createElement('button');
    Object.assign(inside, { id: 'inside', textContent: 'CBT' });
    Object.assign(inside.dataset, { joip: 'theme_selected', joipTheme: 'CBT' });
    const component = document.createElement('div');
    component.attachShadow({ mode: 'open' }).append(inside);
    document.body.append(component);
  });
  for (const id of ['open', 'shared', 'closed', 'unknown', 'undeclared', 'inside'])
    await page.click(`#${id}`);
  await settled('clicks', [
    'page_viewed /app/first',
    'theme_selected JOI',
    'theme_selected CBT',
    'session_shared Sunset',
  ]);
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
  await page.click('#shared');
  await settled('offline', ['page_viewed /app/first', 'theme_selected JOI', 'session_shared Sunset']);
});

it('sets a wrong clock by that of the server', async () => {
  const behind = () => {
    const { now } = Date;
    Date.now = () => now() - 3 * 3_600_000;
  };
  const from = host.now();
  const { page } = await open(await tokenOf('late'), { before: behind, body: BUTTONS });
  await expect.poll(() => host.told.filter(({ sentAt }) => sentAt < from - MINUTE).length).toBeGreaterThan(0);
  await page.click('#open');
  await settled('late', ['page_viewed /app/first', 'theme_selected JOI']);
  await page.close();
  await expect.poll(async () => (await countedOf('late')).minutes.length).toBeGreaterThan(0);
  for (const minute of (await countedOf('late')).minutes) expect(minute).toBeGreaterThan(from - MINUTE);
});

it('is of whoever is signed in, and of nobody else', async () => {
  await open('', { who: 'mara' });
  await settled('mara', ['page_viewed /app/first']);
  host.console.length = 0;
  const [own, another] = [
    await host.analytics.beaconToken('eve'),
    await host.analytics.beaconToken('victim'),
  ];
  // What another's says, signed as one's own.
  await open(`data-token="${another!.split('.')[0]}.${own!.split('.')[1]}"`);
  await expect.poll(() => host.console.join('\n')).toMatch(/token is none of this installation/);
  await open(`data-token="${another}"`, { who: 'eve' });
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
  await host.pass(61 * MINUTE, (script) => page.evaluate(script));
  const refused = page.waitForResponse((response) => response.status() === 401);
  await page.click('#open');
  await refused;
  await page.click('#shared');
  await settled('long', ['page_viewed /app/first', 'theme_selected JOI', 'session_shared Sunset']);
});

it('sends nothing where its user does not want it', async () => {
  const gpc = () => Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true });
  const dnt = () => Object.defineProperty(navigator, 'doNotTrack', { get: () => '1' });
  for (const [who, before] of Object.entries({ gpc, dnt })) {
    const { page } = await open('', { who, before, body: BUTTONS });
    await page.click('#open');
    await page.click('a');
    await page.waitForURL('**/leave');
  }
  await open('', { who: 'counted' });
  await settled('counted', ['page_viewed /app/first']);
  // A page of before may still have something to say.
  expect(host.tellers).toContain('counted');
  for (const who of ['gpc', 'dnt']) expect(host.tellers).not.toContain(who);
});

it('waits for consent, ends with it, and stores nothing', async () => {
  const { page, context } = await open('data-consent', { who: 'asked', body: BUTTONS });
  const call = (name: 'start' | 'stop') =>
    page.evaluate(`import('/insights/beacon.js').then((beacon) => beacon.${name}())`);
  await page.click('#open');
  expect(host.tellers).not.toContain('asked');
  await call('start');
  await settled('asked', ['page_viewed /app/first']);
  await page.click('#open');
  await settled('asked', ['page_viewed /app/first', 'theme_selected JOI']);
  await call('stop');
  const of = (user: string) => host.tellers.filter((who) => who === user).length;
  const before = of('asked');
  await page.click('#open');
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
  expect([of('asked'), of('afterwards')]).toEqual([before, 1]);
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Analytics, UsageAnalytics, UserUsage } from '../../src/contract/index.ts';
import { beyond, findings } from './axe.ts';
import { drawn, type Host, startHost } from './host-page.ts';
import { fillPlatform, userId, userName, words } from './platform.ts';

let host: Host;
beforeAll(async () => {
  host = await startHost();
  await fillPlatform(host.analytics);
});
afterAll(async () => {
  await host.close();
  expect(host.problems).toEqual([]);
});

const METRICS =
  'activities activeUsers newUsers totalUsers sessions totalSessions totalMediaItems revenue captionGenerations babecockCreations mediaUploads'.split(
    ' ',
  );
const ALL = [
  ...METRICS.map((metric) => `<joip-number metric="${metric}" period="7days"></joip-number>`),
  '<joip-chart metric="activities" period="30days"></joip-chart>',
  '<joip-top-users period="90days"></joip-top-users>',
  `<joip-user user-id="${userId(1)}"></joip-user>`,
].join('');

/** What the API answers the operator of a page. */
async function answer<Body>(page: Page, path: string): Promise<Body> {
  const response = await page.request.get(`${host.mount}api/admin/${path}`);
  expect(response.status(), path).toBe(200);
  return response.json();
}

const number = (page: Page, metric: string) => page.locator(`joip-number[metric="${metric}"]`);

it('shows each number and its change as the panel does', async () => {
  const page = await host.open(ALL);
  const report = await answer<Analytics>(page, 'analytics?period=7days&align=weekday');
  for (const metric of [
    'activeUsers',
    'newUsers',
    'totalUsers',
    'totalSessions',
    'captionGenerations',
  ] as const)
    expect(await number(page, metric).locator('.value').textContent(), metric).toBe(words(report[metric]));
  const sum = (points: Analytics['series']) => points.reduce((all, { activities }) => all + activities, 0);
  await number(page, 'activities')
    .getByText(`${words(sum(report.comparisonSeries))} before`)
    .waitFor();
  expect(await number(page, 'activities').locator('.value').textContent()).toBe(words(sum(report.series)));

  const shown = async (metric: string) =>
    (await number(page, metric).locator('.value-line').textContent())?.replace(/\s+/g, '');
  const panel = await page.context().newPage();
  await panel.goto(`${host.mount}admin/analytics?period=7days`);
  for (const metric of ['activeUsers', 'newUsers', 'revenue', 'totalMediaItems', 'mediaUploads']) {
    const label = (await number(page, metric).locator('.label').textContent()) ?? '';
    const card = panel.getByRole('listitem').filter({ has: panel.getByText(label, { exact: true }) });
    const told = await card.first().locator('span.flex-wrap').textContent();
    expect(await shown(metric), metric).toBe(told?.replace(/\s+/g, ''));
  }
  await panel.close();
});

it('ranks who did most, with what they did it in, and leads to them', async () => {
  const page = await host.open(
    '<joip-top-users period="90days" limit="3"></joip-top-users><joip-top-users period="90days" user-href="/people/{id}?tab=activity"></joip-top-users><joip-top-users period="90days" user-href=""></joip-top-users>',
  );
  const { topUsers } = await answer<UsageAnalytics>(page, 'usage-analytics?period=90days&parts=topUsers');
  const list = page.locator('joip-top-users').first();
  expect(await list.getByRole('link').allInnerTexts()).toEqual(topUsers.slice(0, 3).map(({ name }) => name));
  expect(await list.locator('.number').allInnerTexts()).toEqual(
    topUsers.slice(0, 3).map(({ totalActivity }) => words(totalActivity)),
  );
  expect(await list.getByRole('link').first().getAttribute('href')).toBe(
    `${host.mount}admin/users/${encodeURIComponent(topUsers[0]!.userId)}`,
  );
  const odd = page
    .locator('joip-top-users')
    .nth(1)
    .getByRole('link', { name: userName(3) });
  expect(await odd.getAttribute('href')).toBe(`/people/${encodeURIComponent(userId(3))}?tab=activity`);
  expect(await page.locator('joip-top-users').nth(2).getByRole('link').count()).toBe(0);
});

it('follows an attribute that changes, and asks once for what several show', async () => {
  const page = await host.open(
    '<joip-number metric="activeUsers"></joip-number><joip-number metric="activities"></joip-number>',
  );
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url().split('/').at(-1)!));
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('joip-number')) each.setAttribute('period', '90days');
  });
  await drawn(page);
  const report = await answer<Analytics>(page, 'analytics?period=90days');
  await number(page, 'activeUsers').getByText(words(report.activeUsers), { exact: true }).waitFor();
  expect(asked.filter((each) => each.startsWith('analytics?'))).toHaveLength(1);
  await number(page, 'activeUsers').evaluate((each) => each.setAttribute('metric', 'totalUsers'));
  await number(page, 'totalUsers').getByText('Total users').waitFor();
});

const WRONG: readonly (readonly [part: string, told: RegExp])[] = [
  ['<joip-number></joip-number>', /metric\s*takes activities, activeUsers, .*or mediaUploads/],
  ['<joip-number metric="users"></joip-number>', /metric\s*takes activities/],
  ['<joip-number metric="revenue" period="fortnight"></joip-number>', /period\s*takes today, yesterday/],
  ['<joip-number metric="revenue" start-date="yesterday"></joip-number>', /start-date\s*takes a date/],
  ['<joip-number metric="revenue" timezone="Mars/Base"></joip-number>', /timezone\s*takes an IANA time zone/],
  ['<joip-number metric="revenue" compare="never"></joip-number>', /compare\s*takes previous_period/],
  ['<joip-top-users limit="50"></joip-top-users>', /limit\s*takes a whole number from 1 to 5/],
  ['<joip-top-users feature="cooking"></joip-top-users>', /feature\s*takes /],
  ['<joip-chart metric="totalMediaItems"></joip-chart>', /metric\s*takes activities/],
  ['<joip-chart metric="revenue" interval="minute"></joip-chart>', /interval\s*takes auto, hour, day/],
  ['<joip-user></joip-user>', /user-id\s*takes the id of a user/],
];

it('says in its place which attribute is wrong, and what it takes', async () => {
  const page = await host.open(WRONG.map(([part]) => part).join(''));
  const alerts = page.getByRole('alert');
  expect(await alerts.count()).toBe(WRONG.length);
  for (const [i, [part, told]] of WRONG.entries()) {
    await alerts.nth(i).getByText('An attribute isn’t accepted').waitFor();
    expect(await alerts.nth(i).textContent(), part).toMatch(told);
  }
  expect(await findings(page)).toEqual([]);
});

it('says who may not see it, and what to do', async () => {
  const nobody = await host.open('<joip-number metric="revenue"></joip-number>', { as: null });
  const alert = nobody.getByRole('alert');
  await alert.getByText('You aren’t signed in').waitFor();
  const here = encodeURIComponent(new URL(nobody.url()).pathname);
  expect(await alert.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe(
    `/sign-in?next=${here}`,
  );
  await nobody.context().addCookies([{ name: 'host_session', value: 'admin', url: host.mount }]);
  await nobody.getByRole('button', { name: 'Try again' }).click();
  await nobody.locator('joip-number .value').waitFor();

  const viewer = await host.open(
    '<joip-number metric="revenue"></joip-number><joip-top-users></joip-top-users>',
    { as: 'viewer' },
  );
  await viewer.locator('joip-number .value').waitFor();
  await viewer.getByRole('alert').getByText('You don’t have access to this').waitFor();
});

it('speaks the language of where it stands, and of its own', async () => {
  const page = await host.open(
    '<joip-number metric="activities" period="365days"></joip-number><joip-number metric="activities" period="365days" lang="en-GB"></joip-number>',
    { lang: 'de-AT' },
  );
  const [german, english] = [page.locator('joip-number').first(), page.locator('joip-number').nth(1)];
  await german.getByText('Aktivitäten').waitFor();
  await english.getByText('Activities').waitFor();
  const texts = async () => [
    await german.locator('.value').textContent(),
    await english.locator('.value').textContent(),
  ];
  expect(await texts()).toEqual([new Intl.NumberFormat('de-AT').format(4000), '4,000']);
  await english.evaluate((each) => each.setAttribute('lang', 'de'));
  await english.getByText('Aktivitäten').waitFor();
  expect(await texts()).toEqual([new Intl.NumberFormat('de-AT').format(4000), '4.000']);
});

it.each(['light', 'dark'] as const)('is clean and fits from 320 to 1440 pixels, %s', async (colorScheme) => {
  const page = await host.open(ALL, { colorScheme, viewport: { width: 1440, height: 900 } });
  expect(await findings(page)).toEqual([]);
  for (const width of [320, 390, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await beyond(page), `${width}`).toBe(0);
    const cut = await page
      .locator('joip-number, joip-chart, joip-top-users, joip-user')
      .evaluateAll((parts) =>
        parts.flatMap((part) =>
          [...part.shadowRoot!.querySelectorAll<HTMLElement>('*')]
            .filter((each) => !each.classList.contains('heard') && each.scrollWidth > each.clientWidth + 1)
            .filter((each) => getComputedStyle(each).display !== 'inline')
            .map((each) => each.outerHTML),
        ),
      );
    expect(cut, `${width}`).toEqual([]);
  }
});

it('takes the colours, corners and spacing of its host', async () => {
  const page = await host.open('<joip-number metric="activities"></joip-number>', {
    css: 'joip-number { --joip-surface: rgb(1, 2, 3); --joip-ink: rgb(250, 250, 250); --joip-radius: 0; --joip-accent: rgb(9, 9, 9) } joip-number::part(value) { color: rgb(4, 5, 6) }',
  });
  const look = await page.locator('joip-number').evaluate((part) => {
    const of = (selector: string) => getComputedStyle(part.shadowRoot!.querySelector(selector)!);
    const card = of('.card');
    return [card.backgroundColor, card.color, card.borderRadius, of('.spark').color, of('.value').color];
  });
  expect(look).toEqual(['rgb(1, 2, 3)', 'rgb(250, 250, 250)', '0px', 'rgb(9, 9, 9)', 'rgb(4, 5, 6)']);
});

it('renews what is live once somebody does something, and leaves the rest alone', async () => {
  const page = await host.open(
    '<joip-number metric="sessions" period="today" live></joip-number><joip-number metric="activities" period="today"></joip-number>',
  );
  expect(await number(page, 'sessions').locator('.value').textContent()).toBe('0');
  await host.analytics.track({ userId: userId(2), action: 'session_created' });
  await number(page, 'sessions').getByText('1', { exact: true }).waitFor();
  expect(await number(page, 'activities').locator('.value').textContent()).toBe('0');
});

it('draws a number over time: read by keys, told in a sentence and as a table', async () => {
  const page = await host.open('<joip-chart metric="activities" period="7days" interval="day"></joip-chart>');
  const { series, comparisonSeries } = await answer<Analytics>(page, 'analytics?period=7days&align=weekday');
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.focus();
  await page.keyboard.press('Home');
  const [first, before] = [series[0]!.activities, comparisonSeries[0]!.activities];
  expect(await chart.getAttribute('aria-valuetext')).toMatch(new RegExp(`: ${first}, .*: ${before}$`));
  expect(await page.locator('.readout .value').textContent()).toBe(words(first));
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('.readout .value').textContent()).toBe(words(series[1]!.activities));
  await page.keyboard.press('Escape');
  const sum = (points: Analytics['series']) => points.reduce((all, { activities }) => all + activities, 0);
  expect(await page.locator('.readout .value').textContent()).toBe(words(sum(series)));
  await page
    .getByText(`Activities: ${words(sum(series))} in the range; ${words(sum(comparisonSeries))} before`)
    .waitFor();

  await page.getByText('Activities as a table').click();
  const rows = page.getByRole('row');
  expect(await rows.count()).toBe(series.length + 1);
  expect(await rows.last().getByRole('cell').allInnerTexts()).toEqual([words(first), words(before)]);
  await page.locator('joip-chart').evaluate((each) => each.setAttribute('compare', 'none'));
  await expect.poll(() => rows.last().getByRole('cell').allInnerTexts()).toEqual([words(first)]);
  expect(await findings(page)).toEqual([]);
});

it('tells of one user what their page does', async () => {
  const page = await host.open(
    `<joip-user user-id="${userId(3)}" period="30days"></joip-user><joip-user user-id="nobody"></joip-user>`,
  );
  const usage = await answer<UserUsage>(
    page,
    `users/${encodeURIComponent(userId(3))}/usage?period=30days&pageSize=1`,
  );
  const user = page.locator('joip-user').first();
  expect(await user.getByRole('link', { name: userName(3) }).getAttribute('href')).toBe(
    `${host.mount}admin/users/${encodeURIComponent(userId(3))}`,
  );
  const facts = await user.locator('dd').allInnerTexts();
  expect(facts.slice(0, 2)).toEqual(
    [usage.usageStats.totalActivity, usage.rangeStats!.totalActivity].map((n) => words(Number(n))),
  );
  const parts = Object.values(usage.byFeature).sort((a, b) => b - a);
  expect(await user.locator('.parts li > span:nth-child(2)').allInnerTexts()).toEqual(parts.map(words));
  await page.locator('joip-user').nth(1).getByRole('alert').getByText('Nothing here').waitFor();
});

it('is shown whole in a frame of a host that the option names', async () => {
  const page = await host.open(`<iframe title="Analytics" src="${host.mount}admin/usage"></iframe>`);
  const panel = page.frameLocator('iframe');
  await panel.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
});

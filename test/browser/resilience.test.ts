import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity } from '../support/index.ts';
import { settled } from './axe.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';

let panel: Panel;
beforeAll(async () => {
  ({ panel } = await startFilled());
});
afterAll(() => finish(panel));

it('keeps what it shows while no answer comes, says so, and goes on by itself', async () => {
  const page = await panel.open('analytics', { timed: true });
  const uploads = page.getByRole('link', { name: /^Uploads .*: in the chart$/ });
  await uploads.waitFor();
  await settled(page);
  const before = await uploads.getAttribute('aria-label');
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.clock.fastForward('00:02');
  const bar = page.getByRole('status').filter({ hasText: 'No answer from the server.' });
  await bar.waitFor();
  expect(await uploads.getAttribute('aria-label')).toBe(before);
  await page.getByText('Not refreshed; updated').waitFor();
  // Some are answered again, and the numbers are not: it goes on asking for them.
  const answered = page.waitForResponse((each) => each.url().includes('/api/admin/today'));
  await page.unroute('**/api/**');
  await page.route('**/api/admin/analytics?**', (route) => route.abort());
  await page.clock.fastForward('00:06');
  await answered;
  await page.clock.fastForward('00:06');
  await page.waitForEvent('requestfailed', (each) => each.url().includes('/api/admin/analytics?'));
  await bar.waitFor();
  await page.unroute('**/api/admin/analytics?**');
  // What was under way when answers came again is tried once more, each in its own time.
  await expect
    .poll(async () => {
      await page.clock.fastForward('00:06');
      return [await bar.count(), await page.getByText('Not refreshed').count()];
    })
    .toEqual([0, 0]);
});

it('loads itself anew, once, where a file of it is gone after an upgrade', async () => {
  const page = await panel.open('usage');
  await settled(page);
  const gone = (route: { fulfill(answer: { status: number }): unknown }) => route.fulfill({ status: 404 });
  await page.route('**/assets/help-dialog-*.js', gone);
  await page.evaluate(() => Object.assign(window, { before: true }));
  const missed = page.waitForResponse(/help-dialog-/);
  await page.keyboard.press('?');
  expect((await missed).status()).toBe(404);
  await page.waitForFunction(() => !('before' in window), undefined, { polling: 50 });
  await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
  await page.unroute('**/assets/help-dialog-*.js');
  await settled(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Help' }).waitFor();
  panel.problems.splice(0);
});

it('shows a part whose code did not come once it comes, and keeps the page meanwhile', async () => {
  const page = await panel.open('analytics', { timed: true });
  await settled(page);
  // What every box is drawn with, and what is fetched ahead, is there.
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByLabel('First day').waitFor();
  await page.keyboard.press('Escape');
  await page.route('**', (route) => route.abort());
  // The code, and the question whether the server is there at all: it is no upgrade.
  const asked = page.waitForEvent('requestfailed', (each) => each.method() === 'HEAD');
  await page.getByRole('button', { name: 'Saved views' }).click();
  const box = page.getByRole('group', { name: 'Saved views' });
  await box.getByText('Loading …').waitFor();
  await asked;
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  await page.unroute('**');
  await page.clock.fastForward('00:05');
  await box.getByText('Loading …').waitFor({ state: 'detached' });
  await box.getByRole('textbox').or(box.getByRole('button')).first().waitFor();
});

it('draws nothing anew when a report comes back the same', async () => {
  const page = await panel.open('analytics?period=yesterday');
  await page.getByRole('heading', { name: 'Theme' }).scrollIntoViewIfNeeded();
  await page.getByRole('slider', { name: /^Features by/ }).waitFor();
  await page.getByRole('button', { name: 'Download this chart' }).nth(1).waitFor();
  await settled(page);
  const watch = () =>
    page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const text = (node: Node) => (node.textContent ?? '').slice(0, 60);
      new MutationObserver((changes) => {
        for (const { target, type } of changes) seen.push(`${type} ${target.nodeName} ${text(target)}`);
      }).observe(document.querySelector('#chart')!.parentElement!, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
  const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  await watch();
  const done = page.waitForResponse((answer) => answer.url().includes('refresh=force'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await done;
  await settled(page);
  expect(await seen()).toEqual([]);
});

it('lets new activity appear by itself, and stands still when paused', async () => {
  const page = await panel.open('analytics?period=today');
  await page.getByRole('heading', { name: 'Features', exact: true }).waitFor();
  await page.getByRole('button', { name: /^Live/ }).click();
  const feed = page.getByRole('dialog', { name: 'Live' });
  await feed.waitFor();
  await panel.analytics.ingest.track(anActivity({ userId: 'live-1', action: 'session_created' }));
  await feed.getByText('live-1').first().waitFor();
  await feed.getByRole('button', { name: 'Pause' }).click();
  await panel.analytics.ingest.track(anActivity({ userId: 'live-2', action: 'session_created' }));
  await new Promise((go) => setTimeout(go, 2_500));
  expect(await feed.getByText('live-2').count()).toBe(0);
});

it('moves the numbers while activity keeps coming, and tells behind, offline and paused apart', async () => {
  const page = await panel.open('analytics?period=today', { timed: true });
  const live = (word: string) => page.getByRole('button', { name: new RegExp(`^${word}`) });
  const number = page.getByRole('link', { name: /^Uploads .*: in the chart$/ });
  await number.waitFor();
  await live('Live').waitFor();
  const before = await number.getAttribute('aria-label');
  let tracked = 0;
  const track = () =>
    panel.analytics.ingest.track(anActivity({ userId: `steady-${++tracked}`, action: 'media_uploaded' }));
  // News come faster than they are gathered, and do not end.
  const heard: string[] = [];
  page.on('request', (asked) => {
    if (/\/analytics\?.*refresh=force/.test(asked.url())) heard.push(asked.url());
  });
  while (heard.length === 0) {
    await track();
    await live('Live').getByText(/\/min/).waitFor();
    await page.clock.fastForward('00:02');
    if (tracked > 20) throw new Error('steady traffic put the numbers off');
  }
  await expect.poll(() => number.getAttribute('aria-label')).not.toBe(before);

  await page.route('**/api/admin/analytics?**', (route) => route.fulfill({ status: 503, body: '' }));
  // What came before is forgotten; what comes now is heard before its clock goes on: after ten minutes it would wait for a hand.
  await page.clock.fastForward('01:01');
  await live('Live').getByText(/\/min/).waitFor({ state: 'detached' });
  await track();
  // Behind already, where what came before it is being looked for.
  await live('(Live|Behind)').getByText(/\/min/).waitFor();
  await expect
    .poll(
      async () => {
        await page.clock.fastForward('00:31');
        return live('Behind').count();
      },
      { interval: 1_000, timeout: 15_000 },
    )
    .toBe(1);
  await page.getByText('Not refreshed; updated').waitFor();
  await page.unroute('**/api/admin/analytics?**');
  await page.clock.fastForward('00:31');
  await live('Live').waitFor();

  await page.route('**/api/admin/live**', (route) => route.abort());
  await live('Live').click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('status').getByText('Paused: numbers stay as they are.').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('status').getByText('The server doesn’t answer').waitFor();
  await page.keyboard.press('Escape');
  await live('Offline').waitFor();
});

it('says which worker of the database is away, and shows what is told meanwhile at a press', async () => {
  const page = await panel.open('analytics');
  await page.getByRole('link', { name: /^Uploads .*: in the chart$/ }).waitFor();
  const problem = {
    type: 'about:blank',
    title: 'Unavailable',
    status: 503,
    detail: 'The worker db-2:5432 of the database is away, and holds what this needs.',
    away: 'db-2:5432',
    answeredUntil: new Date(Date.now() - 3 * 86_400_000).toISOString(),
  };
  await page.route('**/api/admin/analytics?**', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  );
  await page.reload();
  const told = page.getByRole('alert').filter({ hasText: 'Part of the database is away' }).first();
  await told.getByText('The worker db-2:5432 can’t be reached').waitFor();
  await told.getByText('Nothing is lost').waitFor();
  await page.unroute('**/api/admin/analytics?**');
  await told.getByRole('button', { name: /^Show up to / }).click();
  await page.getByRole('link', { name: /^Uploads .*: in the chart$/ }).waitFor();
  const { searchParams } = new URL(page.url());
  const days = ['startDate', 'endDate'].map((name) => Date.parse(searchParams.get(name)!));
  expect(days[1]! - days[0]!).toBe(29 * 86_400_000);
  expect(days[1]! + 86_400_000).toBeLessThanOrEqual(Date.parse(problem.answeredUntil));
});

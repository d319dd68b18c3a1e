import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { type Host, startHost } from './host-page.ts';
import { userId } from './platform.ts';
import { watchTraffic } from './traffic.ts';

const NUMBER = '<joip-number metric="sessions" period="today" live></joip-number>';
const panel = (view: string) => `/admin/analytics/admin/${view}`;

let host: Host;
let idle: { shown: Page; panel: Page };
beforeAll(async () => {
  host = await startHost();
  // Whether they may still see it is asked every 15 seconds, from then on.
  idle = { shown: await host.open(NUMBER), panel: await host.open(NUMBER) };
  await idle.panel.goto(new URL(panel('analytics'), host.mount).href);
  await idle.panel.getByRole('button', { name: /^Live/ }).waitFor();
});
afterAll(async () => {
  await host.close();
  expect(host.problems).toEqual([]);
});

const value = (page: Page, text: string) =>
  page.locator('joip-number .value').getByText(text, { exact: true }).waitFor();
const atHostSignIn = (page: Page, from: string) =>
  page.waitForURL((url) => url.pathname === '/sign-in' && url.searchParams.get('next') === from);

it.each(['var joipAnalytics =', 'window.joipAnalytics ='])(
  'sends what a script of the host set before (%s), live too, and what it sets later',
  async (set) => {
    const page = await host.open(`${NUMBER}<joip-top-users></joip-top-users>`, {
      as: null,
      script: `${set} { headers: async () => ({ authorization: 'Bearer admin' }) }`,
    });
    const before = Number(await page.locator('joip-number .value').textContent());
    await host.analytics.track({ userId: userId(2), action: 'session_created' });
    await value(page, `${before + 1}`);
    await page.evaluate(() => {
      globalThis.joipAnalytics!.headers = () => ({ authorization: 'Bearer viewer' });
    });
    await page.locator('joip-top-users').getByText('You don’t have access to this').waitFor();
    await value(page, `${before + 1}`);
  },
);

it('is let in once the host says as whom, and says why where that fails', async () => {
  const page = await host.open(NUMBER, { as: null });
  await page.getByRole('alert').getByText('You aren’t signed in').waitFor();
  await page.evaluate(() => {
    globalThis.joipAnalytics = { headers: () => ({ authorization: 'Bearer admin' }) };
  });
  await page.locator('joip-number .value').waitFor();
  await page.evaluate(() => {
    globalThis.joipAnalytics = {
      headers() {
        throw new Error('no token is left');
      },
    };
  });
  await page.getByRole('alert').getByText('You aren’t signed in').waitFor();
  expect(new Set(host.problems.splice(0).map((each) => each.split('\n')[0]))).toEqual(
    new Set(['joipAnalytics.headers: Error: no token is left']),
  );
});

it('is led to the sign-in of the host by a view that is asked for', async () => {
  const page = await host.open(NUMBER);
  watchTraffic(page);
  const view = panel('usage?period=7days');
  await page.goto(new URL(view, host.mount).href);
  await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
  // What the view asks for by itself would lead there before the button does.
  await settled(page);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await atHostSignIn(page, view);
  await page.getByRole('heading', { name: 'The sign-in of the host' }).waitFor();
});

it('is led there by itself, and told in the parts, while nobody does anything', async () => {
  const { shown } = idle;
  await value(shown, '2');
  host.endSessions();
  await atHostSignIn(idle.panel, panel('analytics'));
  await shown.getByRole('alert').getByRole('link', { name: 'Sign in' }).click();
  await atHostSignIn(shown, new URL(shown.url()).searchParams.get('next')!);
});

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openInstallation } from '../../src/app/open-installation.ts';
import { hosts } from '../mount/hosts.ts';
import { strippingProxy } from '../mount/stripping-proxy.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { sharedBrowser } from './chromium.ts';
import { AHEAD, setClock } from './clock.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.drop());

/** Of the same adapter the one stands for the other: `test/mount` asks all of them. */
const FRAMEWORKS = Object.keys(hosts).filter((name) => !['Express 4', 'Nest on Fastify'].includes(name));

it.each(FRAMEWORKS)(
  '%s shows the panel, live, at the root, at a prefix beside it and behind a proxy that takes one off',
  async (name) => {
    const analytics = await openInstallation({
      databaseUrl: t.url,
      migrate: false,
      panelDir: process.env.PANEL_DIR,
      authorize: (request) =>
        request.headers.get('cookie')?.includes('session=of-the-host')
          ? { id: 7, email: 'host@example.com', role: 'admin' }
          : null,
      signInUrl: '/',
    });
    const host = await hosts[name]!(analytics, ['', '/insights']);
    const proxy = await strippingProxy(host.port, '/outer');
    const direct = `http://127.0.0.1:${host.port}`;
    const context = await (await sharedBrowser()).newContext();
    await context.addInitScript(setClock, { ahead: AHEAD });
    const bases = [direct, `${direct}/insights`, `http://127.0.0.1:${proxy.port}/outer/insights`];
    try {
      await leadsToTheHost(context, `${direct}/insights`);
      await context.addCookies([{ name: 'session', value: 'of-the-host', url: direct }]);
      await analytics.track({ userId: name, action: 'session_created' });
      const pages = await Promise.all(bases.map((base) => open(context, base, name)));
      await analytics.track({ userId: name, action: 'session_viewed' });
      const told = (page: Page) => page.getByRole('button', { name: /^Live.*\/min/ }).waitFor();
      await Promise.all(pages.map(told));
    } finally {
      await Promise.all([proxy.close(), host.close()]);
      await context.close();
    }
  },
);

async function leadsToTheHost(context: BrowserContext, base: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${base}/admin/`);
  await page.getByText('hello').waitFor();
  await page.close();
}

/** A report of the panel, and a write from its page. */
async function open(context: BrowserContext, base: string, user: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${base}/admin/usage?period=today`);
  await page.getByRole('link', { name: user, exact: true }).first().waitFor();
  const written = await page.evaluate(async () => {
    const url = new URL('../api/auth/preferences', document.baseURI);
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url, { method: 'PATCH', headers, body: '{"timezone":"UTC"}' })).status;
  });
  expect(written, base).toBe(200);
  return page;
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/launch-chromium.mjs';
import { openInstallation } from '../../src/app/open-installation.ts';
import { listen } from '../../src/cli/listen.ts';
import type { Lab } from './bed.ts';

export interface PanelSite {
  readonly origin: string;
  /** Of an operator who is signed in, with nothing in its cache. */
  context(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** The built panel over a data set, in a real browser on this machine. */
export async function servePanel(lab: Lab): Promise<PanelSite> {
  const build = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
  execFileSync(process.execPath, [build, '--only', 'panel'], { stdio: 'inherit' });
  const analytics = await openInstallation({ databaseUrl: lab.url, rateLimit: 0 });
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${server.port}`;
  const browser = await launchChromium();
  return {
    origin,
    async context() {
      const { operators } = analytics.auth;
      const token = await operators.newLink((await operators.save('bench@example.com', 'admin')).id);
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.request.post(`${origin}/api/auth/link`, { data: { token }, failOnStatusCode: true });
      return context;
    },
    async close() {
      await browser.close();
      await server.close(1_000);
      await analytics.close();
    },
  };
}

/** Makes the page's CPU so many times slower. */
export async function throttle(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}

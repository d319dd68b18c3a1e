import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/launch-chromium.mjs';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import type { BeaconBody } from '../../src/contract/index.ts';
import { closeWith, withAnalytics } from '../../src/mount/node.ts';
import { strippingProxy } from '../mount/stripping-proxy.ts';
import { testDatabase } from '../support/index.ts';
import { AHEAD } from './clock.ts';

/** As strict as a policy can be that loads scripts of its own origin at all. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const whoIn = (cookies: string | null | undefined) => /\bwho=([\w-]+)/.exec(cookies ?? '')?.[1];
const userOf = ({ headers }: IncomingMessage) => whoIn(headers.cookie);

export interface BeaconHost {
  readonly analytics: Installation;
  readonly origin: string;
  /** Under which a proxy puts all of it, and takes that off. */
  readonly outer: string;
  /** Bodies of what beacons sent, in order. */
  readonly told: BeaconBody[];
  /** Whose session each of them came with. */
  readonly tellers: (string | undefined)[];
  /** What pages reported: errors, violations of the policy, warnings. */
  readonly console: string[];
  readonly browser: Browser;
  /** The time of server and pages. */
  now(): number;
  /** Script of pages whose clock is the server's. */
  readonly clock: () => string;
  /** Lets time pass for the server and all pages of a context, whatever they are kept as; timers don't notice. */
  pass(ms: number, run: (script: string) => Promise<unknown>): Promise<void>;
  context(options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>;
  /** A page of the host with these attributes of the beacon. */
  address(attributes: string, body?: string): string;
  close(): Promise<void>;
}

/** An app under a strict policy, with users, which analytics lives in. */
export async function startBeaconHost(): Promise<BeaconHost> {
  const database = await testDatabase({ timezone: 'UTC' });
  let jumped = 0;
  const now = () => Date.now() + jumped;
  const analytics = (await openInstallation({
    databaseUrl: database.url,
    panelDir: process.env.PANEL_DIR,
    now,
    beaconActions: ['theme_selected', 'session_shared'],
  })) as Installation;
  const clock = () =>
    `{ const machine = Date.now; Date.now = () => machine() + ${AHEAD} + Number(localStorage.jumped ?? ${jumped}); }`;
  const told: BeaconBody[] = [];
  const tellers: BeaconHost['tellers'] = [];
  const pages: string[] = [];
  const heard = {
    ...analytics,
    fetch: async (request: Request, info: object | undefined) => {
      if (request.url.endsWith('/api/beacon')) {
        told.push(await request.clone().json());
        tellers.push(whoIn(request.headers.get('cookie')));
      }
      return analytics.fetch(request, info);
    },
  };
  const pageOf = async (request: IncomingMessage, response: ServerResponse) => {
    const [, id] = /\?p=(\d+)/.exec(request.url ?? '') ?? [];
    if (request.url?.startsWith('/my/token')) {
      response.end((await analytics.beaconToken(userOf(request))) ?? '');
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', POLICY);
    response.end(pages[Number(id)] ?? '<!doctype html><title>Another page</title>');
  };
  const listener = withAnalytics(heard, { at: '/insights', userId: userOf }, pageOf);
  const server: Server = closeWith(createServer(listener).listen(0, '127.0.0.1'), analytics);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy = await strippingProxy(port, '/outer');
  const browser = await launchChromium({ backForwardCache: true });
  const reports: string[] = [];

  return {
    analytics,
    origin: `http://127.0.0.1:${port}`,
    outer: `http://127.0.0.1:${proxy.port}/outer`,
    told,
    tellers,
    console: reports,
    browser,
    now,
    clock,
    async pass(ms, run) {
      jumped += ms;
      await run(`localStorage.jumped = ${jumped}`);
    },
    async context(options) {
      const context = await browser.newContext(options);
      await context.addInitScript(clock());
      await context.addInitScript(() =>
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
          console.error(`policy violated: ${effectiveDirective}`),
        ),
      );
      context.on('page', (page) => {
        page.on('pageerror', (error) => reports.push(`uncaught: ${error.message}`));
        page.on('console', (message) => {
          if (!message.text().startsWith('Failed to load resource')) reports.push(message.text());
        });
      });
      return context;
    },
    address(attributes, body = '') {
      pages.push(
        `<!doctype html><html lang="en"><title>Host</title><script type="module" src="../insights/beacon.js" ${attributes}></script><main>${body}<a href="leave">Leave</a></main>`,
      );
      return `/app/first?p=${pages.length - 1}`;
    },
    async close() {
      await browser.close();
      await proxy.close();
      await new Promise((resolve) => server.close(resolve));
      await database.drop();
    },
  };
}

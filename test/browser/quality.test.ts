import type { Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { checkView } from './check-view.ts';
import { fillFacts } from './facts.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';
import { fillPlatform } from './platform.ts';
import { setAside } from './set-aside.ts';

/** Every page there is; `ready` brings it to what is worth a look. */
const VIEWS: Record<string, { at: string; nobody?: boolean; ready?: (page: Page) => Promise<unknown> }> = {
  'sign-in': {
    at: 'sign-in?refused=state',
    nobody: true,
    ready: (page) => page.getByRole('link', { name: 'Continue with Example' }).waitFor(),
  },
  invitation: {
    at: 'invitation#token=x',
    nobody: true,
    async ready(page) {
      await page.getByRole('button', { name: 'Accept' }).click();
      await page.getByText('Takes a password of 12 to 200 characters.').waitFor();
    },
  },
  analytics: {
    at: 'analytics',
    async ready(page) {
      await page.getByRole('heading', { name: 'Theme' }).scrollIntoViewIfNeeded();
      await page.getByRole('slider', { name: /^Features by day/ }).waitFor();
    },
  },
  'the chart as a table': { at: 'analytics?view=table' },
  usage: { at: 'usage' },
  'an empty range': { at: 'usage?startDate=2020-01-01&endDate=2020-01-02' },
  'questions to begin with': { at: 'reports' },
  'a report': { at: 'reports?by=theme,day' },
  'one user': { at: 'users/user-1?period=all' },
  referrals: { at: 'referrals' },
  community: { at: 'community' },
  system: { at: 'system' },
  audit: { at: 'audit' },
  settings: { at: 'settings' },
  account: { at: 'account', ready: (page) => page.getByRole('button', { name: 'Turn on' }).waitFor() },
  'nothing at all': { at: 'no-such-view' },
};

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({
    publicUrl: 'http://127.0.0.1:9',
    oidc: { issuer: 'http://127.0.0.1:9', clientId: 'analytics', name: 'Example' },
  });
  const { today } = await fillPlatform(panel.analytics);
  await fillFacts(panel.analytics, today);
  await setAside(panel.analytics);
});
afterAll(() => finish(panel));

it.each(Object.entries(VIEWS))(
  'is accessible and fits every window: %s',
  async (_, { at, nobody, ready }) => {
    const page = nobody ? await panel.anonymous() : await panel.open(at);
    if (nobody) await page.goto(panel.url + at);
    await ready?.(page);
    await checkView(page);
  },
);

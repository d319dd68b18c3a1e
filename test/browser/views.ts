import type { Page } from 'playwright-core';
import { fillFacts } from './facts.ts';
import { type OpenOptions, type Panel, type PanelOptions, startPanel } from './panel.ts';
import { fillPlatform } from './platform.ts';
import { setAside } from './set-aside.ts';

interface View {
  readonly at: string;
  readonly nobody?: boolean;
  readonly ready?: (page: Page) => Promise<unknown>;
}

/** Every page there is; `ready` brings it to what is worth a look. */
export const VIEWS: Readonly<Record<string, View>> = {
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
  'groups as bars': { at: 'reports?by=theme' },
  'one user': { at: 'users/user-1?period=all' },
  explore: { at: 'explore?by=theme' },
  'who comes back': { at: 'explore?ask=retention' },
  'who comes and goes': { at: 'explore?ask=lifecycle' },
  'when in the week': { at: 'explore?ask=rhythm' },
  'what comes first': { at: 'explore?ask=firstUse&period=90days' },
  'how often they come': { at: 'explore?ask=stickiness' },
  'people by rules': { at: 'explore?ask=people' },
  'where people went': {
    at: 'explore?ask=paths&anchor=session_created',
    ready: (page) => page.getByRole('treeitem').first().waitFor(),
  },
  'people of a funnel': {
    at: 'explore',
    async ready(page) {
      await page.getByRole('button', { name: /who got to Session created/ }).click();
      await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    },
  },
  referrals: { at: 'referrals' },
  community: { at: 'community' },
  system: { at: 'system' },
  audit: { at: 'audit' },
  settings: { at: 'settings' },
  account: { at: 'account', ready: (page) => page.getByRole('button', { name: 'Turn on' }).waitFor() },
  'nothing at all': { at: 'no-such-view' },
};

/** A panel where each of them has something to show. */
export async function startViews(options: PanelOptions = {}): Promise<Panel> {
  const panel = await startPanel({
    ...options,
    publicUrl: 'http://127.0.0.1:9',
    oidc: { issuer: 'http://127.0.0.1:9', clientId: 'analytics', name: 'Example' },
  });
  const { today } = await fillPlatform(panel.analytics);
  await fillFacts(panel.analytics, today);
  await setAside(panel.analytics);
  return panel;
}

/** One of them, brought to what is worth a look. */
export async function openView(
  panel: Panel,
  { at, nobody, ready }: View,
  options?: OpenOptions,
): Promise<Page> {
  const page = nobody ? await panel.anonymous() : await panel.open(at, options);
  if (nobody) await page.goto(panel.url + at);
  await ready?.(page);
  return page;
}

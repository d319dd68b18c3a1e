import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Activities } from '../../src/contract/index.ts';
import type { Analytics, Today, UsageAnalytics } from '../../src/contract/reports.ts';
import { fillSample } from '../../src/sample/index.ts';
import { anActivity } from '../support/index.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';
import { words } from './platform.ts';
import { drawer, people } from './ranking.ts';
import { pressPoint, type Walk, walkOn } from './walk.ts';

const DAY = 86_400_000;
let sample: Panel;
/** 22 years, of which the last three months are silent. */
let old: Panel;
let key: string;
/** Somebody who was there last Tuesday. */
let somebody: { id: string; name: string };
let tuesday: string;
beforeAll(async () => {
  sample = await startPanel();
  const { db, ingest } = sample.database;
  await fillSample({ db, ingest, now: Date.now(), users: 120, days: 45 });
  key = (await sample.analytics.auth.keys.create('tests', ['read'])).key;
  tuesday = lastTuesday();
  const { activities } = await report<Activities>(`activities?startDate=${tuesday}&endDate=${tuesday}`);
  const { userId, name } = activities.find((each) => each.name !== null)!;
  somebody = { id: userId!, name: name! };
  old = await startPanel();
  const history = Array.from({ length: 22 * 12 }, (_, i) =>
    anActivity({ userId: `u-${i % 9}`, createdAt: Date.now() - (92 + i * 30.4) * DAY }),
  );
  await old.analytics.ingest.writeHistory(history, 'test');
});
afterAll(async () => {
  console.log(TOLD.join('\n'));
  await old.close();
  await finish(sample);
});

const report = async <T>(path: string): Promise<T> => {
  const answer = await fetch(new URL(`../api/admin/${path}`, sample.url), {
    headers: { authorization: `Bearer ${key}` },
  });
  return (await answer.json()) as T;
};

function lastTuesday(): string {
  const today = Math.floor(Date.now() / DAY);
  const ago = (new Date(today * DAY).getUTCDay() + 7 - 2) % 7 || 7;
  return new Date((today - ago) * DAY).toISOString().slice(0, 10);
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

async function findSomebody(walk: Walk): Promise<void> {
  const { page } = walk;
  await walk.key('Control+k');
  await walk.type(page.getByRole('combobox', { name: 'Search' }), somebody.id);
  await page.getByRole('option').filter({ hasText: somebody.name }).first().waitFor();
  await walk.key('Enter');
  await heading(page, somebody.name);
}

const TASKS: Record<string, (walk: Walk) => Promise<void>> = {
  'Is today normal?': async ({ page }) => {
    const today = await report<Today>('today');
    const told = page.locator('main p').filter({ hasText: `${words(today.activities)} activities` });
    await told.first().waitFor();
  },
  'Who caused yesterday’s peak?': async (walk) => {
    await pressPoint(walk, /^Activities by day/, 1);
    await walk.click(link(walk.page, 'By whom'));
    const { series } = await report<Analytics>('analytics');
    const status = drawer(walk.page).getByRole('status');
    await status.getByText(`${words(series.at(-2)!.activities)} activities by`).waitFor();
    await people(walk.page).first().waitFor();
  },
  'Which theme grows?': async (walk) => {
    const theme = walk.page.getByRole('region', { name: 'Theme', exact: true });
    await walk.click(theme.getByRole('link', { name: 'What changed?' }));
    const { groups = [] } = await report<UsageAnalytics>('usage-analytics?groupBy=theme');
    const [most] = groups.toSorted((a, b) => (b.trend?.change ?? 0) - (a.trend?.change ?? 0));
    const row = walk.page.getByRole('region', { name: 'Groups' }).locator('tbody tr').first();
    await row.getByText(String(most!.key.theme)).waitFor();
  },
  'Is anything broken?': async (walk) => {
    const tools = walk.page.getByRole('toolbar', { name: 'Tools' });
    await walk.click(tools.getByRole('button', { name: /All is well|to look at|since|waiting/ }));
    await walk.page.getByRole('list', { name: 'Health' }).getByText('Dead letters').waitFor();
  },
  'Whom am I about to lose?': async (walk) => {
    await walk.click(link(walk.page, 'Usage'));
    await walk.click(button(walk.page, 'Lists'));
    await walk.click(walk.page.getByRole('button', { name: /^About to lose/ }));
    await walk.page.waitForURL(/people=/);
    await walk.page
      .getByRole('button', { name: /^Take off: / })
      .first()
      .waitFor();
  },
  'What did X do last Tuesday night?': async (walk) => {
    await findSomebody(walk);
    const ago = Math.floor(Date.now() / DAY) - Date.parse(tuesday) / DAY;
    await walk.click(walk.page.locator(`rect[data-index="${364 - ago}"]`));
    await walk.page.waitForURL(new RegExp(`startDate=${tuesday}&endDate=${tuesday}`));
    await walk.page.getByRole('region', { name: 'Timeline' }).locator('time').first().waitFor();
  },
  'Last month for my boss': async (walk) => {
    const { page } = walk;
    await page.evaluate(() =>
      Object.assign(window, { print: () => document.body.setAttribute('data-printed', '') }),
    );
    await walk.click(button(page, 'Last 30 days'));
    await walk.click(button(page, 'Last month'));
    await page.waitForURL(/period=last_month/);
    await walk.click(button(page, 'Export'));
    await walk.click(page.getByRole('button', { name: /^PDF/ }));
    await page.locator('body[data-printed]').waitFor();
  },
  'Is the referral programme good?': async (walk) => {
    await walk.click(link(walk.page, 'Referrals'));
    await walk.page.getByText(/new referrals?,/).waitFor();
    await walk.page.getByRole('listitem').filter({ hasText: 'Conversion' }).waitFor();
  },
  'Did the release of the 8th matter?': async (walk) => {
    await pressPoint(walk, /^Activities by day/, 14);
    await walk.click(walk.page.getByRole('link', { name: 'Before and after' }).last());
    await walk.page.waitForURL(/compare=custom/);
    await walk.page.getByText('In this range,').waitFor();
  },
  'Who looked at X?': async (walk) => {
    await findSomebody(walk);
    const viewers = walk.page.getByRole('region', { name: 'Who looked at this page' });
    await viewers.getByText('admin@example.com').first().waitFor();
  },
  'Invite a colleague': async (walk) => {
    const { page } = walk;
    await walk.click(button(page, 'Administration'));
    await walk.click(page.getByRole('link', { name: /^Settings/ }));
    await walk.type(page.getByLabel('E-mail address'), 'colleague@example.com');
    await walk.click(button(page, 'Invite'));
    await page.getByText('Invitation for colleague@example.com').waitFor();
  },
  'This week against the same week last year': async (walk) => {
    const { page } = walk;
    await walk.click(button(page, 'Last 30 days'));
    await walk.choose(page.getByLabel('Compare'), 'previous_year');
    await walk.click(button(page, 'This week'));
    await page.waitForURL(/(?=.*period=week)(?=.*compare=previous_year)/);
    await page.getByText('In this range,').waitFor();
  },
  'Who uses captions but never shares?': async (walk) => {
    await walk.click(link(walk.page, 'Usage'));
    await walk.click(button(walk.page, 'Lists'));
    await walk.click(walk.page.getByRole('button', { name: /^Use captions, never share/ }));
    await walk.page.getByRole('button', { name: 'Take off: Shares in the community 0' }).waitFor();
  },
  'Why is the platform silent?': async (walk) => {
    await walk.page
      .getByText(/^No activity since/)
      .first()
      .waitFor();
    await walk.click(walk.page.getByText('Last activity').getByRole('button').first());
    await walk.page.waitForURL(/startDate=/);
  },
  'Twenty-two years at once': async (walk) => {
    await walk.click(button(walk.page, 'Last 30 days'));
    await walk.click(button(walk.page, 'All time'));
    await walk.page.getByRole('slider', { name: /^Activities by (month|year)/ }).waitFor();
    await walk.page.getByText('264 activities').first().waitFor();
  },
  // The last one: nobody finds them afterwards.
  'Erase X': async (walk) => {
    await findSomebody(walk);
    await walk.click(button(walk.page, `Erase ${somebody.name}`));
    await walk.type(walk.page.getByRole('dialog').getByRole('textbox'), somebody.id);
    await walk.click(button(walk.page, 'Erase for good'));
    await walk.page.getByRole('region', { name: 'Erasure receipt' }).waitFor();
  },
};

const ON_OLD = ['Why is the platform silent?', 'Twenty-two years at once'];

/** The table of docs/panel.md, by task. */
const DOCUMENTED = new Map(
  readFileSync(new URL('../../docs/panel.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, task, presses, typed] = /^\| (.+?) \| (\d) \| (\d|) \|/.exec(line) ?? [];
      return task ? [[task, [Number(presses), Number(typed)]] as const] : [];
    }),
);
const TOLD: string[] = ['presses, fields, task'];

it.each(Object.keys(TASKS))('from the first view: %s', async (task) => {
  const page = await (ON_OLD.includes(task) ? old : sample).open('');
  await heading(page, 'Analytics');
  await page.getByText('In this range').or(page.getByText('No activity in this range')).first().waitFor();
  const walk = walkOn(page);
  await TASKS[task]!(walk);
  TOLD.push(`${walk.presses}, ${walk.typed}, ${task}`);
  expect([task, walk.presses, walk.typed]).toEqual([task, ...(DOCUMENTED.get(task) ?? [])]);
  expect(walk.presses).toBeLessThanOrEqual(5);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Analytics } from '../../src/contract/reports.ts';
import { fillSample } from '../../src/sample/index.ts';
import { checkView } from './check-view.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';
import { words } from './platform.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel();
  const { db, ingest } = panel.database;
  await fillSample({ db, ingest, now: Date.now(), users: 200, days: 70 });
});
afterAll(() => finish(panel));

it.each(['analytics', 'usage', 'reports?by=feature,day', 'referrals', 'community'])(
  'shows the sample platform, accessible and whole: %s',
  async (view) => checkView(await panel.open(view)),
);

it('leads from a card to as many rows as it counts', async () => {
  const { key } = await panel.analytics.auth.keys.create('tests', ['read']);
  const answer = await fetch(new URL('../api/admin/analytics', panel.url), {
    headers: { authorization: `Bearer ${key}` },
  });
  const { captionGenerations } = (await answer.json()) as Analytics;
  const page = await panel.open('analytics');
  await page.getByRole('link', { name: 'Activities behind Captions' }).click();
  await page
    .getByRole('dialog')
    .getByRole('status')
    .getByText(`${words(captionGenerations)} activities`)
    .waitFor();
  expect(captionGenerations).toBeGreaterThan(50);
});

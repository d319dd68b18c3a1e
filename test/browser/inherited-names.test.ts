import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

const NAMES = ['__proto__', 'constructor', 'toString', 'valueOf'];

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel();
  for (const name of NAMES) {
    await panel.analytics.trackCaptionAction(name, 'smart_caption_generated', { theme: name });
    await panel.analytics.trackBabecockAction(name, 'babecock_created', { layout: name });
  }
});
afterAll(() => finish(panel));

it.each(['analytics', 'usage'])(
  'shows the tab %s with values and users of names that every object has',
  async (tab) => {
    const page = await panel.open(`${tab}?period=7days`);
    for (const name of NAMES) await page.getByText(name, { exact: true }).first().waitFor();
    expect(await page.getByText('Something went wrong').count()).toBe(0);
  },
);

it.each([
  'usage?period=__proto__&sort=__proto__&feature=constructor&action=toString',
  'reports?by=theme&filters=__proto__:x',
  'users/__proto__',
])('opens %s', async (view) => {
  const page = await panel.open(view);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByText('Something went wrong').count()).toBe(0);
});

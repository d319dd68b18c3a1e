import { afterAll, beforeAll, it } from 'vitest';
import { checkView } from './check-view.ts';
import { finish } from './filled.ts';
import type { Panel } from './panel.ts';
import { openView, startViews, VIEWS } from './views.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startViews();
});
afterAll(() => finish(panel));

it.each(Object.entries(VIEWS))('is accessible and fits every window: %s', async (_, view) => {
  await checkView(await openView(panel, view));
});

import { expect } from 'vitest';
import { type Facts, fillFacts } from './facts.ts';
import { type Panel, type PanelOptions, startPanel } from './panel.ts';
import { fillPlatform, type Written } from './platform.ts';

/** A panel over 75 days of activity. */
export async function startFilled(options?: PanelOptions): Promise<{ panel: Panel; written: Written }> {
  const panel = await startPanel(options);
  return { panel, written: await fillPlatform(panel.analytics) };
}

/**
 * The same with referrals, shares and likes, and what a view told while there was nothing yet. It looks for
 * what comes by itself: what `comes` says must appear on the page that was open all the time.
 */
export async function startWithFacts(
  view: string,
  comes: RegExp,
): Promise<{ panel: Panel; written: Written; facts: Facts; firstSteps: string }> {
  const panel = await startPanel();
  const empty = await panel.open(view, { timed: true });
  const firstSteps = (await empty.getByRole('region', { name: 'First steps' }).textContent()) ?? '';
  const written = await fillPlatform(panel.analytics);
  const facts = await fillFacts(panel.analytics, written.today);
  await empty.clock.fastForward('00:10');
  await empty.getByText(comes).waitFor();
  await empty.close();
  return { panel, written, facts, firstSteps };
}

/** Ends a file of tests: whatever its pages did that no page may do fails it. */
export async function finish(panel: Panel): Promise<void> {
  await panel.close();
  expect(panel.problems).toEqual([]);
}

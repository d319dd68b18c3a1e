import type { Page } from 'playwright-core';
import type { Bed } from './lib/bed.ts';
import { servePanel } from './lib/browser.ts';
import { historyOf } from './lib/history.ts';
import { median, type Result, round } from './lib/result.ts';

/** What an operator takes for at once. */
const GOAL_MS = 300;

/** What is done with the table. */
const STEPS: Readonly<Record<string, (page: Page, round: number) => Promise<unknown>>> = {
  'the next page': (page) => page.getByRole('button', { name: 'Next page' }).click(),
  'another column gives the order': (page, round) =>
    page
      .getByRole('button', { name: ['Media uploaded', 'Sessions created', 'Custom captions'][round % 3]! })
      .first()
      .click(),
  'three letters of an id': (page, round) =>
    page.getByLabel('Find users by name, e-mail or id').fill(String(100 + round)),
};

/** The user table over many users, in the browser: from what is pressed until other rows stand. */
export async function userTable(bed: Bed): Promise<Result[]> {
  const { events, users, rounds } = bed.size;
  const lab = await historyOf(bed, events, users);
  const site = await servePanel(lab);
  const results: Result[] = [];
  try {
    const context = await site.context();
    const page = await context.newPage();
    await page.goto(`${site.origin}/admin/usage?period=365days`);
    await rowsOf(page);
    const listed = await page.getByText(/active in the range/).textContent();
    for (const [what, act] of Object.entries(STEPS)) {
      const took: number[] = [];
      for (let i = 0; i < rounds; i++) {
        const before = await rowsOf(page);
        const started = performance.now();
        await act(page, i);
        await page.waitForFunction(
          (old) => {
            const body = document.querySelector('[aria-label="User table"] tbody');
            const busy = document.querySelector('[aria-busy="true"]');
            return !busy && body && body.textContent !== old;
          },
          before,
          { polling: 5 },
        );
        took.push(performance.now() - started);
      }
      const ms = median(took);
      results.push({
        id: 'table',
        what: `user table, ${listed}, 365 days: ${what}`,
        ours: `${round(ms, 0)} ms`,
        yardstick: '-',
        value: round(ms, 0),
        unit: ' ms',
        goal: `<= ${GOAL_MS} ms`,
        reached: ms <= GOAL_MS,
      });
    }
  } finally {
    await site.close();
    await lab.close();
  }
  return results;
}

async function rowsOf(page: Page): Promise<string> {
  const body = page.getByRole('region', { name: 'User table' }).locator('tbody');
  await body.locator('tr').first().waitFor();
  return (await body.textContent()) ?? '';
}

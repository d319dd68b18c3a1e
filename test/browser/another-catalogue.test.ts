import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineCatalogue } from '../../src/catalogue/index.ts';
import { beyond, settled } from './axe.ts';
import { cut } from './cut.ts';
import { finish } from './filled.ts';
import { squeezed } from './fit.ts';
import { type Panel, startPanel } from './panel.ts';

const library = defineCatalogue({
  name: 'library',
  features: {
    lending: { label: 'Lending', icon: 'BookOpen' },
    reading_room: { label: 'Reading room', icon: 'Armchair' },
  },
  actions: {
    book_borrowed: { feature: 'lending', label: 'Book borrowed', details: { genre: 'text' } },
    book_returned: { feature: 'lending', label: 'Book returned', details: { genre: 'text' } },
    seat_taken: { feature: 'reading_room', label: 'Seat taken' },
  },
  counters: {
    loans: { label: 'Loans', feature: 'lending', actions: ['book_borrowed'], ranked: true },
    seats: { label: 'Seats', feature: 'reading_room', actions: ['seat_taken'], ranked: true },
  },
  breakdowns: {
    genre: { label: 'Genre', actions: ['book_borrowed', 'book_returned'], values: { crime: 'Crime' } },
  },
  totals: {
    sessions: ['book_borrowed'],
    mediaAdded: [],
    mediaRemoved: [],
    captions: [],
    allCaptions: [],
    compositions: [],
  },
});

/** What only the default catalogue and a platform with payments have. */
const FOREIGN =
  /caption|session|\bmedia\b|upload|composition|remix|babecock|studio|\bjoi\b|theme|layout|revenue|purchase|[$€]\s?\d|administration:/i;

let panel: Panel;
let empty: Panel;
beforeAll(async () => {
  panel = await startPanel({ catalogue: library });
  empty = await startPanel({ catalogue: library });
  const { ingest } = panel.database;
  const actions = ['book_borrowed', 'book_returned', 'seat_taken'] as const;
  await ingest.writeHistory(
    Array.from({ length: 90 }, (_, i) => ({
      userId: `reader-${i % 7}`,
      action: actions[i % 3]!,
      createdAt: new Date(Date.now() - i * 8 * 3_600_000).toISOString(),
      details: i % 3 < 2 ? { genre: 'crime' } : {},
    })),
    'test',
  );
});
afterAll(async () => {
  await empty.close();
  await finish(panel);
});

/** Everything that is read or heard, without the lines of code. */
const words = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector('main')!.cloneNode(true) as HTMLElement;
    for (const code of main.querySelectorAll('pre, code')) code.remove();
    const heard = [...main.querySelectorAll('[aria-label], [title]')].map(
      (each) => `${each.getAttribute('aria-label') ?? ''} ${each.getAttribute('title') ?? ''}`,
    );
    return [main.textContent, ...heard].join('\n');
  });

it.each([
  'analytics',
  'analytics?metric=totalSessions',
  'analytics?period=all&view=table',
  'usage',
  'usage?feature=lending',
  'users/reader-1',
  'reports',
  'reports?by=genre,day',
  'reports?by=action&view=table',
  'referrals',
  'community',
])("names nothing that isn't of the platform: %s", async (view) => {
  const page = await panel.open(view);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
  for (const heading of await page.getByRole('heading', { level: 2 }).all())
    await heading.scrollIntoViewIfNeeded();
  await settled(page);
  expect((await words(page)).match(FOREIGN)).toBeNull();
  // What else holds for a view is asked of the default catalogue; longer names are what may not fit.
  await page.setViewportSize({ width: 360, height: 740 });
  await settled(page);
  expect({ beyond: await beyond(page), cut: await cut(page), squeezed: await squeezed(page) }).toEqual({
    beyond: 0,
    cut: [],
    squeezed: [],
  });
});

it.each(['analytics', 'usage', 'users/reader-1'])(
  'draws each feature with the icon of its name: %s',
  async (view) => {
    const page = await panel.open(view);
    for (const icon of ['book-open', 'armchair'])
      await page.locator(`main svg.lucide-${icon}`).first().waitFor();
  },
);

it('calls a total as the catalogue calls what it adds up, on its card, in its chart, its list and its file', async () => {
  const page = await panel.open('analytics?period=all');
  await page.getByRole('link', { name: /^Loans, all time 30: in the chart/ }).click();
  await expect
    .poll(() => page.getByLabel('Series').locator('option:checked').textContent())
    .toBe('Loans, all time');
  await page.getByRole('button', { name: /^Loans, all time: what it means/ }).click();
  await page.getByText('“Book borrowed”, up to the end of the range, each once.').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Activities behind Loans, all time' }).click();
  await page.getByRole('dialog', { name: 'Loans, all time' }).getByText('30 activities').waitFor();
});

it.each(['analytics', 'usage', 'community', 'referrals'])(
  'leads an empty platform of its own to its first activity: %s',
  async (view) => {
    const page = await empty.open(view);
    await page.getByRole('region', { name: 'First steps' }).waitFor();
    expect((await words(page)).match(FOREIGN)).toBeNull();
    if (view === 'analytics')
      expect(await page.locator('pre').textContent()).toContain("'user-1', 'book_borrowed', 'lending'");
  },
);

it('finds only its own numbers in the palette', async () => {
  const page = await panel.open('analytics');
  await settled(page);
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: 'Search' });
  for (const typed of ['captions', 'revenue', 'uploads']) {
    await search.fill(typed);
    await page.getByText(`Nobody and nothing matches “${typed}”`).waitFor();
  }
  await search.fill('loans, all');
  const found = page.getByRole('listbox', { name: 'Found' });
  await found
    .getByRole('option', { name: /Loans, all time/ })
    .first()
    .waitFor();
});

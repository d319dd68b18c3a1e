// Every picture of the panel in docs/images: where it is taken, and what is opened first.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ name: string, path: string, open?: (page: Page) => Promise<unknown>, whole?: boolean, public?: boolean }} View */

/** @param {string | RegExp} name @returns {(page: Page) => Promise<void>} */
const press = (name) => (page) => page.getByRole('button', { name }).first().click();

/** What is pictured; `whole` pages are pictured to their end, the others as far as the window shows. @type {View[]} */
export const VIEWS = [
  { name: 'analytics', path: 'analytics', whole: true },
  { name: 'usage', path: 'usage', whole: true },
  { name: 'reports', path: 'reports?by=theme,day&period=90days&interval=week', whole: true },
  { name: 'changed', path: 'reports?by=action&view=table&sort=change', whole: true },
  {
    name: 'user',
    path: 'usage',
    whole: true,
    // Who leads, whoever that is on the day of the picture.
    async open(page) {
      await page.getByRole('region', { name: 'Top users' }).getByRole('link').first().click();
      await page.getByRole('slider', { name: /^Calendar/ }).waitFor();
    },
  },
  { name: 'referrals', path: 'referrals', whole: true },
  { name: 'community', path: 'community', whole: true },
  { name: 'system', path: 'system', whole: true },
  { name: 'audit', path: 'audit', whole: true },
  { name: 'settings', path: 'settings', whole: true },
  { name: 'account', path: 'account', whole: true },
  { name: 'rows', path: 'analytics?rows=metric.captionGenerations' },
  { name: 'range', path: 'analytics', open: press('Last 30 days') },
  {
    name: 'palette',
    path: 'analytics',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search' }).fill('cap');
    },
  },
  { name: 'live', path: 'analytics', open: press(/^Live/) },
  { name: 'explained', path: 'analytics', open: press('Captions: what it means') },
  { name: 'sign-in', path: 'sign-in', public: true },
];

const WIDTHS = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];
/** A page of A4 between its margins, in pixels of print. */
const PAPER = { width: 718, height: 1047 };

/**
 * How each view is pictured: at every width in both schemes, on paper, and in forced colours.
 *
 * @typedef {{ name: string, viewport: { width: number, height: number }, media: Parameters<Page['emulateMedia']>[0] }} Shot
 * @type {Shot[]}
 */
export const SHOTS = [
  ...WIDTHS.flatMap((viewport) =>
    /** @type {const} */ (['light', 'dark']).map((colorScheme) => ({
      name: `${viewport.width}-${colorScheme}`,
      viewport,
      media: { colorScheme },
    })),
  ),
  { name: 'print', viewport: PAPER, media: { media: 'print', colorScheme: 'light' } },
  {
    name: 'forced',
    viewport: { width: 1440, height: 900 },
    media: { forcedColors: 'active', colorScheme: 'dark' },
  },
];
/** Pixels that a picture is high at most. */
export const HIGHEST = 2600;

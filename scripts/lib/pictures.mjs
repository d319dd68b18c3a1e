// Every picture of the panel in docs/images: where it is taken, and what is opened first.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ name: string, path: string, open?: (page: Page) => Promise<unknown>, whole?: boolean, public?: boolean }} View */

/** @param {string | RegExp} name @returns {(page: Page) => Promise<void>} */
const press = (name) => (page) => page.getByRole('button', { name }).first().click();

const HOST_STYLE = `
  :root { color-scheme: light dark; --joip-radius: 0.6rem }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#f4f5f8, #14161b); color: light-dark(#1c2230, #e8eaf0) }
  header { display: flex; gap: 1.5rem; align-items: baseline; padding: 1rem 2rem; background: light-dark(#1f2a44, #1b2133); color: #fff }
  header nav { display: flex; gap: 1.2rem; font-size: 0.9rem; opacity: 0.85 }
  main { display: grid; gap: 1rem; max-width: 74rem; margin: 0 auto; padding: 1rem 1rem 2rem }
  h1 { margin: 0.5rem 0; font-size: 1.5rem }
  .numbers { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)) }
  .people { display: grid; gap: 1rem; align-items: start; grid-template-columns: repeat(auto-fit, minmax(min(21rem, 100%), 1fr)) }`;

/** A host's own admin page with the parts on it. @param {Page} page */
async function showHostPage(page) {
  const top = await page.request.get(new URL('/api/admin/usage-analytics?parts=topUsers', page.url()).href);
  const [{ userId }] = (await top.json()).topUsers;
  const numbers = ['activeUsers', 'newUsers', 'revenue', 'captionGenerations'];
  const body = `<!doctype html><html lang="en"><title>Studio</title><style>${HOST_STYLE}</style>
    <script type="module" src="/parts.js"></script>
    <header><b>Studio</b><nav><span>Moderation</span><span>Users</span><span>Payouts</span></nav></header>
    <main><h1>The last 30 days</h1>
    <div class="numbers">${numbers.map((metric) => `<joip-number metric="${metric}"></joip-number>`).join('')}</div>
    <joip-chart metric="activities"></joip-chart>
    <div class="people"><joip-top-users limit="4"></joip-top-users><joip-user user-id="${userId}"></joip-user></div></main>`;
  const address = new URL('/studio', page.url()).href;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(address);
  await page.locator('joip-user').getByRole('link').waitFor();
  await page.getByRole('slider').waitFor();
}

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
  {
    name: 'explore',
    path: 'explore?by=theme&steps=smart_caption_generated%3Bsession_created%3Bsession_shared',
    whole: true,
  },
  { name: 'retention', path: 'explore?ask=retention', whole: true },
  { name: 'lifecycle', path: 'explore?ask=lifecycle', whole: true },
  { name: 'stickiness', path: 'explore?ask=stickiness', whole: true },
  { name: 'rhythm', path: 'explore?ask=rhythm', whole: true },
  { name: 'first-use', path: 'explore?ask=firstUse&period=90days', whole: true },
  { name: 'people', path: 'explore?ask=people', whole: true },
  { name: 'paths', path: 'explore?ask=paths&anchor=session_created&within=1d', whole: true },
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
  {
    name: 'why',
    path: 'analytics',
    open: async (page) => {
      await press('Captions: what it means')(page);
      await page.getByRole('link', { name: 'Why did it change?' }).click();
      await page.getByRole('dialog').getByRole('list').first().waitFor();
    },
  },
  { name: 'sign-in', path: 'sign-in', public: true },
  { name: 'parts', path: 'analytics', whole: true, open: showHostPage },
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

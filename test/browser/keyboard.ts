import type { Page } from 'playwright-core';

/** What has the focus, by the name that is told of it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    const labels = at && 'labels' in at ? [...((at as HTMLInputElement).labels ?? [])] : [];
    const name = at?.getAttribute('aria-label') ?? labels[0]?.textContent ?? at?.textContent ?? '';
    return name.replace(/\s+/g, ' ').trim();
  });

/** Whether what has the focus is one of several that are one stop of Tab, and has opened nothing. */
const inToolbar = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.ariaExpanded !== 'true' && at?.closest('[role=toolbar], [popover]')?.role === 'toolbar';
  });

/**
 * Presses Tab (or Shift+Tab), and within a toolbar the arrow keys, until what is called so has the focus, as
 * somebody without a mouse gets there.
 *
 * @throws Error with what was passed, where it is not reached within 150 steps
 */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const passed: string[] = [];
  const there = (at: string) => (typeof name === 'string' ? at === name : name.test(at));
  for (let step = 0; step < 150; step++) {
    const first = await focused(page);
    if (there(first)) return;
    passed.push(first.slice(0, 40));
    if (await inToolbar(page))
      for (;;) {
        await page.keyboard.press('ArrowRight');
        const at = await focused(page);
        if (there(at)) return;
        if (at === first) break;
      }
    await page.keyboard.press(key);
  }
  throw new Error(`no way by ${key} to ${name}; passed: ${passed.join(' | ')}`);
}

/** Gets there and presses Enter. */
export async function press(page: Page, name: string | RegExp, key?: 'Tab' | 'Shift+Tab') {
  await tabTo(page, name, key);
  await page.keyboard.press('Enter');
}

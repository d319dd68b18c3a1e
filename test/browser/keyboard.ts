import type { Page } from 'playwright-core';

/** What has the focus, by the name that is told of it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    const labels = at && 'labels' in at ? [...((at as HTMLInputElement).labels ?? [])] : [];
    const name = at?.getAttribute('aria-label') ?? labels[0]?.textContent ?? at?.textContent ?? '';
    return name.replace(/\s+/g, ' ').trim();
  });

/**
 * Presses Tab (or Shift+Tab) until what is called so has the focus, as somebody without a mouse gets there.
 *
 * @throws Error with what was passed, where it is not reached within 150 steps
 */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const passed: string[] = [];
  for (let step = 0; step < 150; step++) {
    const at = await focused(page);
    if (typeof name === 'string' ? at === name : name.test(at)) return;
    passed.push(at.slice(0, 40));
    await page.keyboard.press(key);
  }
  throw new Error(`no way by ${key} to ${name}; passed: ${passed.join(' | ')}`);
}

/** Gets there and presses Enter. */
export async function press(page: Page, name: string | RegExp, key?: 'Tab' | 'Shift+Tab') {
  await tabTo(page, name, key);
  await page.keyboard.press('Enter');
}

import type { Page } from 'playwright-core';

/** Words that an ellipsis ends: fine where a pointer tells the rest, but not on a phone. */
export const shortened = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('*:not(select)')]
      .filter((each) => {
        const { textOverflow, overflowX } = getComputedStyle(each);
        const ends = textOverflow === 'ellipsis' && overflowX !== 'visible';
        return ends && each.checkVisibility() && each.scrollWidth > each.clientWidth;
      })
      .map((each) => `“${each.textContent?.trim().slice(0, 60)}” is shortened`),
  );

/** Sentences in a column so narrow that they take four lines and more of a word or two each. */
export const squeezed = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('*')]
      .filter((each) => {
        const own = [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        const text = own.map((node) => node.textContent?.trim()).join('');
        if (text.length < 20 || !each.checkVisibility()) return false;
        const { width, height } = each.getBoundingClientRect();
        const { fontSize } = getComputedStyle(each);
        return (
          width > 1 && width < 6 * Number.parseFloat(fontSize) && height > 4 * Number.parseFloat(fontSize)
        );
      })
      .map((each) => `“${each.textContent?.trim().slice(0, 60)}” is squeezed`),
  );

/** What is pressed and is smaller than 24 pixels: of a tick the label counts, and a link in a sentence does not. */
export const small = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const PRESSED = 'a[href], button, input, select, textarea, summary, [role=slider]';
    const found = new Set<string>();
    for (const each of document.body.querySelectorAll<HTMLInputElement>(PRESSED)) {
      if (!each.checkVisibility() || getComputedStyle(each).display === 'inline') continue;
      const { width, height } = (
        each.labels?.[0]?.contains(each) ? each.labels[0] : each
      ).getBoundingClientRect();
      if (width === 0 || (width >= 24 && height >= 24)) continue;
      found.add(`<${each.localName} class="${each.className}"> ${Math.round(width)} × ${Math.round(height)}`);
    }
    return [...found];
  });

/** Boxes within the page that have more than they show; a sheet or a box over it, code and a list of places may. */
export const scrolling = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('*')]
      .filter((each) => {
        const { overflowX, overflowY } = getComputedStyle(each);
        const scrolls = (how: string) => how === 'auto' || how === 'scroll';
        return (
          each.checkVisibility() &&
          !each.closest('dialog, [popover], pre, nav') &&
          ((scrolls(overflowX) && each.scrollWidth > each.clientWidth + 1) ||
            (scrolls(overflowY) && each.scrollHeight > each.clientHeight + 1))
        );
      })
      .map((each) => `${each.getAttribute('aria-label') ?? each.className} scrolls`),
  );

/** Whether what stands in the header, and the range beside the title, each keep to one line. */
export const wrapped = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const row of document.querySelectorAll<HTMLElement>(
      'header > div:first-child, main [role=toolbar]:is([aria-label="Range"], [aria-label="What is shown"])',
    )) {
      const parts = [...row.querySelectorAll<HTMLElement>('a, button, select')].filter(
        (each) => each.checkVisibility() && !each.closest('[popover]'),
      );
      const middles = parts
        .map((each) => each.getBoundingClientRect())
        .map(({ top, height }) => top + height / 2);
      if (Math.max(...middles) - Math.min(...middles) > 12)
        found.push(`${row.getAttribute('aria-label') ?? 'header'} wraps`);
    }
    return found;
  });

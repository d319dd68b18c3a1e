import type { Page } from 'playwright-core';

/** What paper can't have: what scrolls, sticks, is cut, is pressed, or is dark. */
export const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const named = (element: Element) =>
      `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent?.slice(0, 30)}`;
    const seen = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
      (each) =>
        each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !each.closest('canvas'),
    );
    for (const each of seen) {
      const { position, overflowX, overflowY } = getComputedStyle(each);
      const { width } = each.getBoundingClientRect();
      if (['sticky', 'fixed'].includes(position)) found.add(`${position}: ${named(each)}`);
      const clips = [overflowX, overflowY].some((way) => way !== 'visible');
      const more = each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1;
      if (clips && more && width > 2) found.add(`has more than is shown: ${named(each)}`);
      if (each.matches('nav[aria-label="Views"], [aria-label="Export"], button[aria-label^="Download"]'))
        found.add(`is pressed: ${named(each)}`);
    }
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    if (ground !== 'rgb(255, 255, 255)') found.add(`printed on ${ground}`);
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.add(`${wide} px wider than the sheet`);
    return [...found];
  });

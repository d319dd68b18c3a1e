import type { Page } from 'playwright-core';

/** What tells something by its fill, and has become the ground that it stands on. */
export const vanished = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const shown = (colour: string) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].join();
    };
    const ground = shown(getComputedStyle(document.documentElement).backgroundColor);
    const found: string[] = [];
    const told = (selector: string, of: (style: CSSStyleDeclaration) => string) => {
      for (const each of document.querySelectorAll(selector)) {
        const { width } = each.getBoundingClientRect();
        if (each.checkVisibility() && width > 1 && shown(of(getComputedStyle(each))) === ground)
          found.push(`${selector}: ${each.outerHTML.slice(0, 120)}`);
      }
    };
    told('.bar > span, span[style*="width"]', (style) => style.backgroundColor);
    told('.bg-tint, .bg-good, .bg-signal', (style) => style.backgroundColor);
    told('fieldset [aria-pressed="true"]', (style) => style.backgroundColor);
    told('nav > [aria-current="page"]', (style) => style.backgroundColor);
    told('.heat-1, .heat-2, .heat-3, .heat-4', (style) => style.fill);
    told('.heat-0', (style) => style.stroke);
    told('path[style*="stroke"]', (style) => style.stroke);
    told('.panel', (style) => style.borderTopColor);
    for (const each of document.querySelectorAll('button, a')) {
      const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(each);
      const letters = shown(color);
      if (shown(backgroundColor) === letters || (letters === ground && forcedColorAdjust !== 'none'))
        found.push(`can't be read: ${each.outerHTML.slice(0, 120)}`);
    }
    return found;
  });

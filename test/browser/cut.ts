import type { Page } from 'playwright-core';

/**
 * Texts and controls that a window of this width shows in part, though nothing scrolls to the rest of them:
 * beyond the window's edge, or hidden by what holds them. An ellipsis is no cut: it says that there is more.
 */
export const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const SLACK = 1.5;
    const found = new Set<string>();
    const shortens = ({ textOverflow, webkitLineClamp }: CSSStyleDeclaration) =>
      textOverflow === 'ellipsis' || (webkitLineClamp !== 'none' && webkitLineClamp !== '');

    /** What clips an element: of those around it only what its position is reckoned from. */
    const holders = (element: Element): Element[] => {
      const list: Element[] = [];
      let { position } = getComputedStyle(element);
      for (let at = element.parentElement; at && position !== 'fixed'; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (position === 'absolute' && style.position === 'static' && style.transform === 'none') continue;
        list.push(at);
        position = style.position;
      }
      return list;
    };

    const look = (box: DOMRect, inside: readonly Element[], what: string) => {
      if (box.width < 1 || box.height < 1) return;
      for (const holder of inside) {
        const style = getComputedStyle(holder);
        if (['auto', 'scroll'].includes(style.overflowX) || shortens(style)) return;
        const hides = ['hidden', 'clip'].includes(style.overflowX);
        const edge = holder.getBoundingClientRect();
        // What is shown to screen readers alone.
        if (hides && edge.width <= 1 && edge.height <= 1) return;
        const wide = box.right > edge.right + SLACK || box.left < edge.left - SLACK;
        const high = box.bottom > edge.bottom + box.height / 3 || box.top < edge.top - box.height / 3;
        if (hides && (wide || high)) found.add(`${what} is hidden in part by ${nameOf(holder)}`);
      }
      if (box.right > innerWidth + SLACK || box.left < -SLACK) found.add(`${what} leaves the window`);
    };

    const nameOf = (element: Element) =>
      `<${element.localName}${element.id && `#${element.id}`} class="${element.getAttribute('class') ?? ''}">`;

    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const inside = holders(element);
      if (element.matches('a, button, input, select, textarea, summary'))
        look(element.getBoundingClientRect(), inside, nameOf(element));
      const range = document.createRange();
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
        range.selectNodeContents(node);
        const words = `“${node.textContent.trim().slice(0, 40)}”`;
        for (const box of range.getClientRects()) look(box, [element, ...inside], words);
      }
    }
    return [...found];
  });

const GAP = 6;
const EDGE = 12;
/** Up to where a box stands at the foot of the screen: there is no room beside a button. */
const PHONE = 640;

/**
 * Stands a box below its anchor, or over it where there is no room below. A box that neither holds covers its
 * anchor; what is higher than the window scrolls inside.
 */
export function place(box: HTMLElement, anchor: HTMLElement | null, align: 'start' | 'end'): void {
  // Without the scroll bar, which the box must not stand under.
  const { clientWidth: wide, clientHeight: high } = document.documentElement;
  const { style } = box;
  const most = high - 2 * EDGE;
  if (wide < PHONE || !anchor) {
    Object.assign(style, { left: `${EDGE}px`, right: `${EDGE}px`, top: 'auto', bottom: `${EDGE}px` });
    Object.assign(style, { width: 'auto', maxHeight: `${most}px` });
    return;
  }
  style.width = '';
  const at = anchor.getBoundingClientRect();
  const { offsetWidth } = box;
  const byRight = (align === 'end') === (document.dir !== 'rtl');
  const out = align === 'start' ? EDGE : 0;
  const wanted = byRight ? at.right + out - offsetWidth : at.left - out;
  const left = Math.max(EDGE, Math.min(wanted, wide - offsetWidth - EDGE));
  // As high as what it holds, with its edges.
  const height = Math.min(most, box.scrollHeight + box.offsetHeight - box.clientHeight);
  const below = at.bottom + GAP;
  const above = at.top - GAP - height;
  const wished = below + height > high - EDGE && above >= EDGE ? above : below;
  // An anchor may be scrolled out of the window; the box never is.
  const top = Math.max(EDGE, Math.min(wished, high - EDGE - height));
  Object.assign(style, { left: `${left}px`, right: 'auto', top: `${top}px`, bottom: 'auto' });
  style.maxHeight = `${most}px`;
}

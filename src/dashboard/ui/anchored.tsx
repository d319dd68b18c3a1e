import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

interface AnchoredProps {
  readonly id: string;
  readonly label: string;
  /** What it belongs to and stands beside. */
  readonly anchor: RefObject<HTMLElement | null>;
  /** What has the focus again once it is closed. Default: the anchor. */
  readonly from?: RefObject<HTMLElement | null> | undefined;
  readonly onClose: () => void;
  /** Its width, unless on a phone. */
  readonly className?: string;
  readonly children: ReactNode;
}

const GAP = 6;
const EDGE = 12;

/**
 * A box in the browser's top layer, so that nothing cuts it off: under its anchor or over it, on a phone at the
 * foot of the screen. Escape and a click outside close it, and focus returns to the anchor.
 */
export function Anchored({
  id,
  label,
  anchor,
  from = anchor,
  onClose,
  className = 'w-94',
  children,
}: AnchoredProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const move = () => place(element, anchor.current);
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') close.current();
    };
    // A click on the anchor closes it by the anchor's own doing; to be dismissed as well would open it again.
    const leave = (event: Event) => {
      const { target } = event;
      if (!(target instanceof Node) || element.contains(target) || anchor.current?.contains(target)) return;
      close.current();
    };
    const byEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      from.current?.focus();
      close.current();
    };
    element.showPopover();
    move();
    element.focus();
    element.addEventListener('toggle', toggled);
    window.addEventListener('resize', move);
    document.addEventListener('scroll', move, { capture: true, passive: true });
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', byEscape, { capture: true });
    return () => {
      element.removeEventListener('toggle', toggled);
      window.removeEventListener('resize', move);
      document.removeEventListener('scroll', move, { capture: true });
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', byEscape, { capture: true });
    };
  }, [anchor, from]);

  return (
    <div
      ref={box}
      id={id}
      popover="manual"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={`appear panel fixed inset-auto m-0 max-w-[calc(100vw-1.5rem)] overflow-y-auto overscroll-contain p-0 text-left text-base font-normal tracking-normal whitespace-normal text-ink shadow-(--shadow) outline-none ${className}`}
    >
      {children}
    </div>
  );
}

function place(box: HTMLElement, anchor: HTMLElement | null): void {
  const { innerWidth, innerHeight } = window;
  const { style } = box;
  if (innerWidth < 640 || !anchor) {
    Object.assign(style, { left: `${EDGE}px`, right: `${EDGE}px`, top: 'auto', bottom: `${EDGE}px` });
    Object.assign(style, { width: 'auto', maxHeight: `${innerHeight - 2 * EDGE}px` });
    return;
  }
  const at = anchor.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(at.left - EDGE, innerWidth - box.offsetWidth - EDGE));
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = box.scrollHeight > below && above > below;
  Object.assign(style, {
    left: `${left}px`,
    top: up ? 'auto' : `${at.bottom + GAP}px`,
    bottom: up ? `${innerHeight - at.top + GAP}px` : 'auto',
    maxHeight: `${up ? above : below}px`,
  });
}

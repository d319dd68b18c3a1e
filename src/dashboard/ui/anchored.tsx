import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { place } from './place.ts';

interface AnchoredProps {
  readonly id: string;
  readonly label: string;
  /** What it belongs to and stands beside. */
  readonly anchor: RefObject<HTMLElement | null>;
  /** What has the focus again once it is closed. Default: the anchor. */
  readonly from?: RefObject<HTMLElement | null> | undefined;
  readonly onClose: () => void;
  /** A dialog takes the focus; a group of choices is left to Tab, from the button that opened it. Default: dialog. */
  readonly role?: 'dialog' | 'group';
  /** Whose edge it shares with its anchor. Default: start. */
  readonly align?: 'start' | 'end';
  /** Its width, unless on a phone. */
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A box in the browser's top layer, so that nothing cuts it off: under its anchor or over it, on a phone at the
 * foot of the screen, always whole inside the window. Escape, a click outside and focus that leaves close it;
 * focus returns to the anchor.
 */
export default function Anchored({
  id,
  label,
  anchor,
  from = anchor,
  onClose,
  role = 'dialog',
  align = 'start',
  className = 'w-94',
  children,
}: AnchoredProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const move = () => place(element, anchor.current, align);
    // A click on the anchor closes it by the anchor's own doing; to be dismissed as well would open it again.
    const leave = (event: Event) => {
      const { target } = event;
      if (!(target instanceof Node) || element.contains(target) || anchor.current?.contains(target)) return;
      close.current();
    };
    const byEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // A list that opened within closes first, by itself.
      if (event.target instanceof Element && event.target.closest('[data-escape=own]')) return;
      event.preventDefault();
      event.stopPropagation();
      from.current?.focus();
      close.current();
    };
    element.showPopover();
    move();
    if (role === 'dialog') element.focus();
    // What it shows may come later, and be higher.
    const grown = new ResizeObserver(move);
    for (const each of [element, ...element.children]) grown.observe(each);
    window.addEventListener('resize', move);
    document.addEventListener('scroll', move, { capture: true, passive: true });
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', byEscape, { capture: true });
    return () => {
      grown.disconnect();
      window.removeEventListener('resize', move);
      document.removeEventListener('scroll', move, { capture: true });
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', byEscape, { capture: true });
    };
  }, [anchor, from, role, align]);

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles take a name
    <div
      ref={box}
      id={id}
      popover="manual"
      role={role}
      aria-label={label}
      tabIndex={role === 'dialog' ? -1 : undefined}
      className={`appear panel print:hidden fixed inset-auto m-0 max-w-[calc(100vw-1.5rem)] overflow-y-auto overscroll-contain p-0 text-start text-base font-normal tracking-normal whitespace-normal text-ink shadow-(--shadow) outline-none ${className}`}
    >
      {children}
    </div>
  );
}

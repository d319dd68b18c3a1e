import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { type ButtonLook, buttonClass } from './button.tsx';

interface PopoverProps {
  /** What the button shows. */
  readonly trigger: ReactNode;
  /** The button's and the box's accessible name. */
  readonly label: string;
  readonly look?: ButtonLook;
  readonly align?: 'left' | 'right';
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
}

const EDGE = 12;
/** From where on a box stands under its button. */
const WIDE = 640;

/** Moves a box sideways until the window holds it, and lets it scroll where its height does not fit. */
function keepInside(box: HTMLElement, align: 'left' | 'right'): void {
  const { style } = box;
  Object.assign(style, { left: '', right: '', maxHeight: '' });
  if (innerWidth < WIDE) {
    style.maxHeight = `${innerHeight - 2 * EDGE}px`;
    return;
  }
  const { left, width, top } = box.getBoundingClientRect();
  const wanted = Math.max(EDGE, Math.min(left, document.documentElement.clientWidth - width - EDGE));
  style[align] = `${align === 'left' ? wanted - left : left - wanted}px`;
  // A button at the foot of the window: the page can be scrolled to what is below it.
  style.maxHeight = `${Math.max(LEAST, innerHeight - top - EDGE)}px`;
}
const LEAST = 240;

/** A box under its button, on a phone at the foot of the screen: closed by Escape, a click outside or focus leaving; focus returns to the button. */
export function Popover({
  trigger,
  label,
  look = 'plain',
  align = 'left',
  className = 'w-72',
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const { current } = box;
    if (!open || !current) return;
    const move = () => keepInside(current, align);
    move();
    addEventListener('resize', move);
    return () => removeEventListener('resize', move);
  }, [open, align]);

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const byEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', byEscape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', byEscape);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div ref={root} className="relative">
      <button
        ref={button}
        type="button"
        className={buttonClass(look)}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={look === 'icon' ? label : undefined}
        title={look === 'icon' ? label : undefined}
        onClick={() => setOpen(!open)}
      >
        {trigger}
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form where there is a menu of links
        <div
          ref={box}
          id={id}
          role="group"
          aria-label={label}
          className={`appear panel absolute top-full z-40 mt-1.5 max-w-[calc(100vw-1.5rem)] overflow-y-auto overscroll-contain shadow-(--shadow) max-sm:fixed max-sm:inset-x-3 max-sm:top-auto max-sm:bottom-3 max-sm:w-auto! ${align === 'right' ? 'sm:right-0' : 'sm:left-0'} ${className}`}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
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
  const id = useId();

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
          id={id}
          role="group"
          aria-label={label}
          className={`appear panel absolute top-full z-40 mt-1.5 shadow-(--shadow) max-sm:fixed max-sm:inset-x-3 max-sm:top-auto max-sm:bottom-3 max-sm:w-auto! ${align === 'right' ? 'sm:right-0' : 'sm:left-0'} ${className}`}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}

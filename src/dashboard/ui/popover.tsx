import { type ReactNode, useId, useRef, useState } from 'react';
import { type ButtonLook, buttonClass } from './button.tsx';
import { later } from './later.tsx';

const Anchored = later(() => import('./anchored.tsx'));

interface PopoverProps {
  /** What the button shows. */
  readonly trigger: ReactNode;
  /** The button's and the box's accessible name. */
  readonly label: string;
  readonly look?: ButtonLook;
  readonly align?: 'start' | 'end';
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A button, and the box of choices that it opens. */
export function Popover({
  trigger,
  label,
  look = 'plain',
  align = 'start',
  className = 'w-72',
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
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
        <Anchored
          id={id}
          label={label}
          anchor={button}
          role="group"
          align={align}
          className={className}
          onClose={() => setOpen(false)}
        >
          {children(close)}
        </Anchored>
      )}
    </>
  );
}

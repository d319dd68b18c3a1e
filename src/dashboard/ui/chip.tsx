import { X } from 'lucide-react';
import type { ReactNode } from 'react';

interface ChipProps {
  /** The name of the way to take it off. */
  readonly off: string;
  readonly onTake: () => void;
  readonly children: ReactNode;
}

/** A condition in force, with the way to take it off. */
export const Chip = ({ off, onTake, children }: ChipProps) => (
  <span className="inline-flex min-h-8 max-w-full items-center rounded-full border border-line-strong bg-sunken ps-3 text-sm">
    {children}
    <button
      type="button"
      aria-label={off}
      onClick={onTake}
      className="ms-0.5 flex size-7.5 shrink-0 items-center justify-center rounded-full text-ink-3 hover:text-ink print:hidden"
    >
      <X className="size-3.5" aria-hidden="true" />
    </button>
  </span>
);

import type { ReactNode } from 'react';
import { usePanel } from '../../data/panel-context.ts';

interface OpensPeopleProps {
  readonly count: number | null;
  /** What it is called where its text alone doesn't say. */
  readonly label?: string;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

/** A number that opens whom it counts; a viewer reads it alone. */
export function OpensPeople({ count, label, onOpen, children }: OpensPeopleProps) {
  const { operator } = usePanel();
  if (operator.role !== 'admin' || !count) return <span>{children}</span>;
  return (
    <button
      type="button"
      className="number-link [text-align:inherit] hover:underline"
      aria-haspopup="dialog"
      aria-label={label}
      onClick={onOpen}
    >
      {children}
    </button>
  );
}

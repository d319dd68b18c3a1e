import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';

export type Sorted = 'asc' | 'desc' | false;

export const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;
const ICONS = { asc: ArrowUp, desc: ArrowDown } as const;

interface SortButtonProps {
  readonly sorted: Sorted;
  readonly onClick: ((event: unknown) => void) | undefined;
  readonly children: ReactNode;
}

/** The head of a column that can give the order. */
export function SortButton({ sorted, onClick, children }: SortButtonProps) {
  const Icon = sorted ? ICONS[sorted] : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={onClick}
      className={`-mx-1 inline-flex min-h-9 items-center gap-1 rounded-sm px-1 [text-align:inherit] hover:text-ink ${sorted ? 'font-semibold text-ink' : ''}`}
    >
      <Icon
        className={`size-3.5 ${sorted ? 'text-signal-ink' : 'text-ink-3 opacity-60'}`}
        aria-hidden="true"
      />
      {children}
    </button>
  );
}

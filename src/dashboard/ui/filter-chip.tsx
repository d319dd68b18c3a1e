import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import * as texts from '#texts/ui.ts';
import type { Raw } from '../data/url/search.ts';
import { Button } from './button.tsx';

interface FilterChipProps {
  /** Its name in the address. */
  readonly param: string;
  /** What it narrows to, for those who hear it. */
  readonly what: string;
  readonly children: ReactNode;
}

/** A filter that is in force, and goes with a click. */
export function FilterChip({ param, what, children }: FilterChipProps) {
  const navigate = useNavigate();
  const search = (previous: Raw) => ({ ...previous, [param]: undefined, page: undefined });
  return (
    <Button
      className="print:inline-flex"
      aria-label={texts.noLongerOnly(what)}
      onClick={() => void navigate({ to: '.', search, resetScroll: false })}
    >
      {children}
      <X className="size-3.5 text-ink-3 print:hidden" aria-hidden="true" />
    </Button>
  );
}

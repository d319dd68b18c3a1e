import { useEffect, useRef } from 'react';
import * as texts from '#texts/ui.ts';
import { COUNT, exact, human, type Unit } from '../format/number.ts';

interface AmountProps {
  readonly value: number | null;
  readonly unit?: Unit;
  /** Numbers next to it in a column: it doesn't look equal to one that it isn't. */
  readonly beside?: readonly (number | null)[];
  /** Why there is no number. */
  readonly missing?: string | undefined;
}

/** A number for the eye, with the exact one on hover. */
export function Amount({ value, unit = COUNT, beside, missing = texts.waitsForItsFirst }: AmountProps) {
  const box = useRef<HTMLSpanElement>(null);
  const before = useRef(value);
  useEffect(() => {
    if (before.current === value) return;
    before.current = value;
    // Only what comes in live draws the eye; another range changes everything.
    if (!document.documentElement.dataset.live || matchMedia('(prefers-reduced-motion: reduce)').matches)
      return;
    box.current?.animate([{ color: 'var(--signal)' }, {}], { duration: 1_600, easing: 'ease-out' });
  }, [value]);
  if (value === null) return <span title={missing}>–</span>;
  const text = human(value, unit, beside);
  const full = exact(value, unit);
  return (
    <span ref={box} title={text === full ? undefined : full}>
      {text}
    </span>
  );
}

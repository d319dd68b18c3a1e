import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import * as texts from '#texts/range.ts';
import type { Meta } from '../../../contract/common.ts';
import { useRange } from '../../data/use-range.ts';
import { dayIn, lastInstant } from '../../format/date.ts';
import { Button } from '../../ui/button.tsx';
import { isDay } from './days.ts';
import { type Chosen, stepFrom } from './units.ts';

type StepMeta = Pick<Meta, 'start' | 'end' | 'timezone'>;

/** One period back and forward; `[` and `]` do the same. Ranges of hours roll, and have no steps. */
export function StepRange({ meta }: { meta: StepMeta }) {
  const { range, setRange } = useRange();
  const { timezone } = meta;
  // The report may still be of the range before: steps follow the address, so that they add up.
  const startDate = dateOf(range.startDate) ?? dayIn(timezone, meta.start);
  const endDate = dateOf(range.endDate) ?? dayIn(timezone, lastInstant(meta.end));
  const days = { startDate, endDate };
  const today = dayIn(timezone, Date.now());
  const rolls = /\dh$|^all$/.test(range.period ?? '');
  const back = stepFrom(range, days, -1, today);
  const forward = stepFrom(range, days, 1, today);

  const go = (to: Chosen | null) => to && setRange(to);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || rolls) return;
      const busy = event.target instanceof Element && event.target.closest('input, textarea, select');
      if (busy || document.querySelector('dialog[open]')) return;
      if (event.key === '[') go(back);
      else if (event.key === ']') go(forward);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return (
    <span className="flex">
      <Button
        look="icon"
        aria-label={texts.onePeriodBack}
        title={texts.onePeriodBackKey}
        disabled={rolls}
        onClick={() => go(back)}
      >
        <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden="true" />
      </Button>
      <Button
        look="icon"
        aria-label={texts.onePeriodForward}
        title={texts.onePeriodForwardKey}
        disabled={rolls || !forward}
        onClick={() => go(forward)}
      >
        <ChevronRight className="size-4 rtl:rotate-180" aria-hidden="true" />
      </Button>
    </span>
  );
}

/** An address may name instants as well. */
const dateOf = (text: string | undefined) => (isDay(text) ? text : undefined);

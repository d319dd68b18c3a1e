import { CalendarDays, ChevronDown } from 'lucide-react';
import * as texts from '#texts/range.ts';
import { useRange } from '../../data/use-range.ts';
import { later } from '../../ui/later.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { rangeLabel } from './units.ts';

const RangePanel = later(() => import('./range-panel.tsx'));

/** Period or dates, comparison and zone, behind one button. */
export function RangePicker({ comparable }: { comparable: boolean }) {
  const { range } = useRange();
  return (
    <Popover
      label={texts.range}
      align="end"
      className="w-[47rem]"
      trigger={
        <>
          <CalendarDays className="size-4 text-ink-3" aria-hidden="true" />
          {rangeLabel(range)}
          <ChevronDown className="size-4 text-ink-3" aria-hidden="true" />
        </>
      }
    >
      {(close) => (
        <RangePanel comparable={comparable} close={close} meanwhile={<Skeleton className="m-2 h-104" />} />
      )}
    </Popover>
  );
}

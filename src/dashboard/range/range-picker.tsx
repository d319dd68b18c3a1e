import { CalendarDays, ChevronDown } from 'lucide-react';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/popover.tsx';
import { Skeleton } from '../ui/states.tsx';
import { periodLabel } from '../url/range.ts';
import { useRange } from '../widgets/use-range.ts';

const RangePanel = later(() => import('./range-panel.tsx'));

/** Period or dates, comparison and zone, behind one button. */
export function RangePicker({ comparable }: { comparable: boolean }) {
  const { range } = useRange();
  return (
    <Popover
      label="Range"
      align="right"
      className="w-[42rem]"
      trigger={
        <>
          <CalendarDays className="size-4 text-ink-3" aria-hidden="true" />
          {periodLabel(range)}
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

import { CalendarDays, ChevronDown } from 'lucide-react';
import { usePanel } from '../api/panel-context.ts';
import { Popover } from '../ui/popover.tsx';
import { LabelledSelect } from '../ui/select.tsx';
import {
  COMPARISON_LABELS,
  COMPARISONS,
  type Comparison,
  DEFAULT_PERIOD,
  PERIODS,
  periodLabel,
} from '../url/range.ts';
import { CustomRange } from './custom-range.tsx';
import { useRange } from './use-range.ts';
import { zonesToOffer } from './zones.ts';

/** Period or dates, comparison and zone, behind one button. */
export function RangePicker({ comparable }: { comparable: boolean }) {
  const { range, setRange } = useRange();
  const { timezone } = usePanel();
  const current = range.startDate ? undefined : (range.period ?? DEFAULT_PERIOD);
  return (
    <Popover
      label="Range"
      align="right"
      className="w-96"
      trigger={
        <>
          <CalendarDays className="size-4 text-ink-3" aria-hidden="true" />
          {periodLabel(range)}
          <ChevronDown className="size-4 text-ink-3" aria-hidden="true" />
        </>
      }
    >
      {(close) => (
        <div className="flex flex-col divide-y divide-line">
          <div className="grid grid-cols-2 gap-x-1 p-2">
            {Object.entries(PERIODS).map(([period, label]) => (
              <button
                key={period}
                type="button"
                aria-pressed={period === current}
                className="rounded-md px-2.5 py-1.5 text-left text-sm text-ink-2 hover:bg-sunken hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
                onClick={() => {
                  const chosen = period === DEFAULT_PERIOD ? undefined : period;
                  setRange({ period: chosen, startDate: undefined, endDate: undefined });
                  close();
                }}
              >
                {label}
              </button>
            ))}
          </div>
          <CustomRange
            onApply={(dates) => {
              setRange({ ...dates, period: undefined });
              close();
            }}
          />
          <div className="flex flex-col gap-2.5 p-3">
            {comparable && (
              <LabelledSelect
                label="Compare"
                value={range.compare ?? 'previous_period'}
                onChange={(e) => setRange({ compare: e.target.value as Comparison })}
              >
                {COMPARISONS.map((name) => (
                  <option key={name} value={name}>
                    {COMPARISON_LABELS[name]}
                  </option>
                ))}
              </LabelledSelect>
            )}
            <LabelledSelect
              label="Time zone"
              value={range.timezone ?? timezone}
              onChange={(e) =>
                setRange({ timezone: e.target.value === timezone ? undefined : e.target.value })
              }
            >
              {zonesToOffer(timezone, range.timezone).map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </LabelledSelect>
          </div>
        </div>
      )}
    </Popover>
  );
}

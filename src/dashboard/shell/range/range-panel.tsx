import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import * as texts from '#texts/range.ts';
import { chooseZone } from '../../data/keep-zone.ts';
import { usePanel } from '../../data/panel-context.ts';
import { COMPARISONS, type Comparison, type RangeSearch } from '../../data/url/range.ts';
import { useRange } from '../../data/use-range.ts';
import { LOCALE } from '../../format/locale.ts';
import { LabelledSelect } from '../../ui/select.tsx';
import { COMPARISON_LABELS } from './comparison-labels.ts';
import { CustomRange } from './custom-range.tsx';
import { type Chosen, PRESETS } from './units.ts';
import { ZonePicker } from './zone-picker.tsx';

/** Presets, a calendar, what it is compared with, and in which zone. */
export default function RangePanel({ comparable, close }: { comparable: boolean; close: () => void }) {
  const { range, zone, setRange } = useRange();
  const { serverTimezone } = usePanel();
  const keep = useMutation({
    mutationFn: (timezone: string) => {
      // In the address too, so that whoever is sent it sees the same.
      setRange({ timezone });
      return chooseZone(timezone, serverTimezone);
    },
  });
  const presets = useRef<HTMLDivElement>(null);
  // Its code may come after the click that opened it, when Tab has nothing to lead to.
  useEffect(() => presets.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus(), []);
  return (
    <div className="sm:flex">
      <div
        ref={presets}
        className="grid gap-y-1 border-line p-2 max-sm:border-b sm:w-58 sm:grid-cols-2 sm:gap-x-1 sm:border-e"
      >
        {PRESETS.map((group, i) => (
          <ul key={GROUPS[i]} aria-label={GROUPS[i]} className="max-sm:grid max-sm:grid-cols-2">
            {group.map(({ label, chosen }) => (
              <li key={label}>
                <button
                  type="button"
                  aria-pressed={isChosen(chosen, range)}
                  className="w-full rounded-md px-2.5 py-1.5 text-start text-sm whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
                  onClick={() => {
                    setRange(chosen);
                    close();
                  }}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
        ))}
      </div>
      <div className="min-w-0 flex-1 divide-y divide-line">
        <CustomRange
          onApply={(dates) => {
            setRange({ ...dates, period: undefined });
            close();
          }}
        />
        <div className="flex flex-col gap-2.5 p-3">
          {comparable && (
            <LabelledSelect
              label={texts.compare}
              value={range.compare ?? 'previous_period'}
              onChange={(e) => setRange({ compare: e.target.value as Comparison })}
            >
              {offered(range).map((name) => (
                <option key={name} value={name}>
                  {COMPARISON_LABELS[name]}
                </option>
              ))}
            </LabelledSelect>
          )}
          <ZonePicker zone={zone} onZone={(chosen) => keep.mutate(chosen)} />
          {keep.isError ? (
            <p role="alert" className="text-xs text-bad">
              {texts.zoneNotKept(keep.error.message)}
            </p>
          ) : (
            <p className="text-xs text-ink-3">{texts.clockThere(clockIn(zone))}</p>
          )}
        </div>
      </div>
    </div>
  );
}

const GROUPS = [texts.days, texts.calendar];

const isChosen = (chosen: Chosen, range: RangeSearch) =>
  chosen.period === range.period && chosen.startDate === range.startDate && chosen.endDate === range.endDate;

const clockIn = (zone: string) =>
  new Intl.DateTimeFormat(LOCALE, {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).format(new Date());

/** What stands in the address is told too, though the picker can't choose it. */
const offered = ({ compare }: RangeSearch): readonly Comparison[] =>
  compare === 'custom' ? [...COMPARISONS, compare] : COMPARISONS;

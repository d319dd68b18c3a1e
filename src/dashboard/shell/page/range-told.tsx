import * as texts from '#texts/told.ts';
import type { RangeSearch } from '../../data/url/range.ts';
import { useRange } from '../../data/use-range.ts';
import { calendarDay, zoneWords } from '../../format/date.ts';
import { Told, useTold } from '../../ui/told.tsx';
import { COMPARISON_LABELS } from '../range/comparison-labels.ts';
import { isDay } from '../range/days.ts';
import { rangeLabel, wholeUnit } from '../range/units.ts';

/** Tells another range, comparison or zone once it is chosen. */
export default function RangeTold({ comparable }: { comparable: boolean }) {
  const { range, zone } = useRange();
  const told = comparable
    ? texts.chosenRange(words(range), COMPARISON_LABELS[range.compare ?? 'previous_period'], zoneWords(zone))
    : texts.rangeAlone(words(range), zoneWords(zone));
  return <Told>{useTold(told, told)}</Told>;
}

/** By its name, or by its days where it has none. */
function words(range: RangeSearch): string {
  const { startDate, endDate } = range;
  const named = !isDay(startDate) || !isDay(endDate) || wholeUnit({ startDate, endDate });
  return named ? rangeLabel(range) : `${calendarDay(startDate)} – ${calendarDay(endDate)}`;
}

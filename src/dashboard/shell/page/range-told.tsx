import * as texts from '#texts/told.ts';
import { useRange } from '../../data/use-range.ts';
import { dayIn, zoneWords } from '../../format/date.ts';
import { Told, useTold } from '../../ui/told.tsx';
import { COMPARISON_LABELS } from '../range/comparison-labels.ts';
import { rangeLabel } from '../range/units.ts';

/** Tells another range, comparison or zone once it is chosen. */
export default function RangeTold({ comparable }: { comparable: boolean }) {
  const { range, zone } = useRange();
  const label = rangeLabel(range, dayIn(zone, Date.now()));
  const told = comparable
    ? texts.chosenRange(label, COMPARISON_LABELS[range.compare ?? 'previous_period'], zoneWords(zone))
    : texts.rangeAlone(label, zoneWords(zone));
  return <Told>{useTold(told, told)}</Told>;
}

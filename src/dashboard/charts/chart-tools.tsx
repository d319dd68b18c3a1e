import * as texts from '#texts/chart-tools.ts';
import { dayIn, span } from '../format/date.ts';
import { readingAt } from '../numbers/reading.ts';
import type { Run } from '../numbers/run.ts';
import { BEFORE, CURRENT } from '../ui/line-look.ts';
import ChartDownload from './chart-download.tsx';
import type { LegendEntry } from './chart-picture.ts';
import { NoteButton } from './notes/note-button.tsx';

/** What can be done with a chart: note something on a day, take it along. */
export default function ChartTools({ run }: { run: Run }) {
  const { start, end, timezone, interval, comparison } = run.meta;
  const range = span(start, end, timezone);
  const legend: LegendEntry[] = [{ label: `${run.label}, ${range}`, look: CURRENT }];
  if (comparison)
    legend.push({
      label: span(comparison.start, comparison.end, timezone),
      look: BEFORE,
    });
  return (
    <>
      <NoteButton />
      <ChartDownload
        title={texts.by(run.label, interval)}
        note={`${range} · ${timezone}`}
        name={[run.label, 'by', interval, dayIn(timezone, start)]}
        legend={legend}
        rows={() => rowsOf(run)}
      />
    </>
  );
}

function rowsOf(run: Run) {
  const before = run.meta.comparison !== null;
  return [
    ['start', 'end', run.label, ...(before ? ['previous_start', 'previous'] : [])],
    ...run.points.map((point, i) => {
      const { current, previous } = readingAt(run, i);
      return [point.start, point.end, current, ...(before ? [run.before[i]?.start ?? null, previous] : [])];
    }),
  ];
}

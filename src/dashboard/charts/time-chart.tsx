import * as texts from '#texts/chart-tools.ts';
import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, type MouseEvent, useId, useMemo, useRef, useState } from 'react';
import { useRange } from '../data/use-range.ts';
import { dayIn } from '../format/date.ts';
import { readingAt, spoken } from '../numbers/reading.ts';
import type { Run } from '../numbers/run.ts';
import { summaryOf } from '../numbers/summary.ts';
import { later } from '../ui/later.tsx';
import { chartData, chartOptions } from './chart-options.ts';
import { byBucket } from './notes/by-bucket.ts';
import { useNotes } from './notes/notes-query.ts';
import { pointForKey } from './point-keys.ts';
import { pointAt, usePlot } from './use-plot.ts';

const NoteDialog = later(() => import('./notes/note-dialog.tsx'));
const PointMenu = later(() => import('./point-menu.tsx'));

interface TimeChartProps {
  readonly run: Run;
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
}

/** The large chart: read with the pointer or the arrow keys; Enter or a click offers what the interval leads to. */
export default function TimeChart({ run, index, onIndex }: TimeChartProps) {
  const notes = useNotes(run.meta);
  const noted = useMemo(() => byBucket(notes, run.points, run.meta.timezone), [notes, run]);
  const { frame, plot } = usePlot({
    make: (box) => ({ options: chartOptions(run, box, [...noted.keys()]), data: chartData(run) }),
    of: [
      chartData(run),
      run.points.map(({ start }) => start),
      run.unit,
      run.label,
      run.meta.interval,
      run.meta.timezone,
      [...noted.keys()],
    ],
    index,
    onIndex,
  });
  const summaryId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another series, range or comparison is another sentence
  const summary = useMemo(
    () => summaryOf(run),
    [run.label, run.meta.start, run.points.length, run.total.previous === null],
  );
  const tapped = useRef<number | null>(null);
  const { setRange } = useRange();
  const mark = useRef<HTMLSpanElement>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const [noting, setNoting] = useState<string>();
  const last = run.points.length - 1;
  const note = index === null ? undefined : noted.get(index);

  const point = (to: number | null) => {
    onIndex(to);
    pointAt(plot.current, to);
  };
  const open = (at: number | null) => {
    if (at === null || !run.points[at] || !plot.current) return;
    if (!run.opens) return narrow(at);
    const over = plot.current.over.offsetLeft + plot.current.valToPos(at, 'x');
    // A part of the width, which a narrower window keeps inside.
    const width = mark.current?.parentElement?.clientWidth ?? 1;
    mark.current?.style.setProperty('left', `${(over / width) * 100}%`);
    setOpened(at);
  };
  const narrow = (at: number) => {
    const bucket = run.points[at];
    if (!bucket || run.meta.interval === 'hour') return;
    const zone = run.meta.timezone;
    const startDate = dayIn(zone, bucket.start);
    const endDate = dayIn(zone, Date.parse(bucket.end) - 1);
    onIndex(null);
    setRange({ period: undefined, startDate, endDate });
  };
  const onClick = ({ nativeEvent }: MouseEvent) => {
    // A finger has no hover: its first tap reads a point, the second opens it.
    const touch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch';
    const under = plot.current?.cursor.idx ?? null;
    if (!touch || tapped.current === under) return open(under);
    tapped.current = under;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return open(index);
    const to = pointForKey(event.key, index, last);
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  };
  return (
    <div className="relative">
      <div
        ref={frame}
        dir="ltr"
        role="slider"
        tabIndex={0}
        aria-label={texts.byReadPoints(run.label, run.meta.interval)}
        aria-describedby={summaryId}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={index ?? last}
        aria-valuetext={spoken(readingAt(run, index)) + (note ? texts.note(note) : '')}
        onKeyDown={onKeyDown}
        onBlur={() => point(null)}
        onClick={onClick}
        className="time-chart mx-2 mb-2 h-56 rounded-md sm:h-72"
      />
      {/* Told when another range or series is shown, not at each renewal of the same. */}
      <p id={summaryId} role="status" className="sr-only">
        {summary}
      </p>
      {note && (
        <p className="panel pointer-events-none absolute inset-x-4 bottom-14 mx-auto w-fit max-w-full px-3 py-1.5 text-sm shadow-(--shadow)">
          {note}
        </p>
      )}
      <span ref={mark} className="pointer-events-none absolute top-10 h-4 w-px" aria-hidden="true" />
      {opened !== null && (
        <PointMenu
          run={run}
          index={opened}
          anchor={mark}
          from={frame}
          onNarrow={run.meta.interval === 'hour' ? undefined : () => narrow(opened)}
          onNote={(at) => setNoting(dayIn(run.meta.timezone, at))}
          onClose={() => setOpened(null)}
        />
      )}
      {noting && <NoteDialog day={noting} onClose={() => setNoting(undefined)} />}
    </div>
  );
}

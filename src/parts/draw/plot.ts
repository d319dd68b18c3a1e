import * as texts from '#texts/chart-tools.ts';
import { pointForKey } from '../../dashboard/charts/point-keys.ts';
import { isDrawn, progressOf } from '../../dashboard/data/unfinished.ts';
import { tick } from '../../dashboard/format/date.ts';
import { human } from '../../dashboard/format/number.ts';
import { readingAt, spoken } from '../../dashboard/numbers/reading.ts';
import type { Run, RunPoint } from '../../dashboard/numbers/run.ts';
import { h, svg } from './dom.ts';

const WIDTH = 1_000;
const HEIGHT = 100;

/**
 * The lines with their axes. Pointer and arrow keys read a point; so is it told to those who hear it.
 *
 * @param onRead the point that is read; null for none
 */
export function plot(run: Run, onRead: (index: number | null) => void): HTMLElement {
  const { points, before, meta, unit } = run;
  const last = points.length - 1;
  const scale = scaleOf(run);
  const x = (i: number) => (last > 0 ? (i / last) * WIDTH : WIDTH / 2);
  const y = (value: number) => HEIGHT - ((value - scale.low) / (scale.high - scale.low)) * HEIGHT;
  const spot = (i: number, value: number) => `${x(i).toFixed(1)},${y(value).toFixed(2)}`;
  const line = (of: readonly RunPoint[], has: (point: RunPoint) => boolean) => {
    const spots = of.flatMap((point, i) =>
      i <= last && point.value !== null && has(point) ? spot(i, point.value) : [],
    );
    return spots.length > 1 ? `M${spots.join('L')}` : '';
  };
  const open = points.findIndex((point) => progressOf(point, meta.computedAt) === 'open');
  const openValue = points[open]?.value;
  const needle = svg('path', { class: 'needle' });
  const mark = svg('path', { class: 'spot' });
  const drawing = svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...scale.ticks.map((value) => svg('path', { class: 'grid', d: `M0,${y(value)}h${WIDTH}` })),
    svg('path', { class: 'before', d: line(before, (point) => isDrawn(point, meta)) }),
    svg('path', { class: 'line', d: line(points, (point) => isDrawn(point, meta)) }),
    // Under way: a spot of its own, which no line leads to.
    typeof openValue === 'number' && svg('path', { class: 'spot open', d: `M${spot(open, openValue)}l0,0` }),
    needle,
    mark,
  );
  const frame = h(
    'div',
    {
      class: 'plot',
      id: 'plot',
      dir: 'ltr',
      role: 'slider',
      tabindex: '0',
      'aria-label': texts.byReadPoints(run.label, meta.interval),
      'aria-describedby': 'summary',
      'aria-valuemin': 0,
      'aria-valuemax': Math.max(0, last),
      'aria-valuenow': Math.max(0, last),
      'aria-valuetext': spoken(readingAt(run, null)),
    },
    drawing,
  );
  let read: number | null = null;
  const point = (to: number | null) => {
    if (to === read) return;
    read = to;
    const value = to === null ? null : points[to]?.value;
    needle.setAttribute('d', to === null ? '' : `M${x(to)},0v${HEIGHT}`);
    mark.setAttribute(
      'd',
      to === null || value === null || value === undefined ? '' : `M${spot(to, value)}l0,0`,
    );
    frame.setAttribute('aria-valuenow', `${to ?? last}`);
    frame.setAttribute('aria-valuetext', spoken(readingAt(run, to)));
    onRead(to);
  };
  frame.addEventListener('pointermove', ({ clientX }) => {
    const { left, width } = drawing.getBoundingClientRect();
    point(Math.min(last, Math.max(0, Math.round(((clientX - left) / width) * last))));
  });
  for (const leaving of ['pointerleave', 'blur']) frame.addEventListener(leaving, () => point(null));
  frame.addEventListener('keydown', (event) => {
    const to = pointForKey(event.key, read, last);
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  });
  const { interval, timezone } = meta;
  const told = [...new Set([0, Math.round(last / 2), last])].flatMap((i) => points[i] ?? []);
  return h(
    'div',
    { class: 'chart' },
    h(
      'div',
      { class: 'ticks', 'aria-hidden': 'true' },
      ...scale.ticks.map((value, i) =>
        h('span', {}, human(value, unit, [scale.ticks[i - 1] ?? null, scale.ticks[i + 1] ?? null])),
      ),
    ),
    frame,
    h(
      'div',
      { class: 'times', dir: 'ltr', 'aria-hidden': 'true' },
      ...told.map(({ start }) => h('span', {}, tick(start, interval, timezone))),
    ),
  );
}

/** Round steps from the floor, which is zero but for stocks, to above the highest; the highest first. */
function scaleOf({ points, before, stock }: Run): { low: number; high: number; ticks: number[] } {
  const values = [...points, ...before].flatMap(({ value }) => value ?? []);
  const least = Math.min(stock ? Number.POSITIVE_INFINITY : 0, ...values);
  const floor = Number.isFinite(least) ? least : 0;
  const rough = Math.max(1, Math.max(floor + 1, ...values) - floor) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10].map((each) => each * power);
  const step = steps.find((each) => each >= rough && Number.isInteger(each)) ?? 1;
  const low = Math.floor(floor / step) * step;
  const ticks = [low];
  while (ticks[0]! < Math.max(floor + 1, ...values)) ticks.unshift(ticks[0]! + step);
  return { low, high: ticks[0]!, ticks };
}

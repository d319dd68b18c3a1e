import * as charts from '#texts/charts.ts';
import { CHARTED } from '../../contract/numbers.ts';
import { samePartOf } from '../../dashboard/data/unfinished.ts';
import { exact } from '../../dashboard/format/number.ts';
import { trendOf } from '../../dashboard/format/trend.ts';
import { analyticsRun, totalOf } from '../../dashboard/numbers/analytics-run.ts';
import { readingAt } from '../../dashboard/numbers/reading.ts';
import type { Run } from '../../dashboard/numbers/run.ts';
import { summaryOf } from '../../dashboard/numbers/summary.ts';
import { askAnalytics, askPanel, inZone } from './ask.ts';
import { chartTable } from './chart-table.ts';
import { h } from './dom.ts';
import { metricOf, numberCard } from './number.ts';
import { plot } from './plot.ts';
import { oneOf, rangeOf } from './read-attributes.ts';
import { trendBadge } from './trend-badge.ts';

const INTERVALS = ['auto', 'hour', 'day', 'week', 'month'] as const;

/** A number over the range with its comparison: read out point by point, told in a sentence, and as a table. */
export async function drawChart(element: Element, refresh: boolean): Promise<HTMLElement> {
  const panel = await askPanel();
  const [metric, def] = metricOf(element, panel, CHARTED);
  const interval = oneOf(element, 'interval', INTERVALS, 'auto');
  const query = { ...rangeOf(element, panel, refresh), ...(interval !== 'auto' && { interval }) };
  const report = await inZone(askAnalytics, query, element);
  if (totalOf(report, metric).current === null) return numberCard(def, report, metric);
  const { meta, series, comparisonSeries } = report;
  // What is under way is compared with the same part of its fellow.
  const part = samePartOf(meta, series, comparisonSeries);
  const { timezone } = meta;
  const same = part
    ? await askAnalytics({ startDate: part.start, endDate: part.end, timezone, compare: 'none' })
    : undefined;
  const run = analyticsRun(report, metric, panel.catalogue, same);
  const readout = h('div', { class: 'readout' }, ...reading(run, null));
  return h(
    'div',
    { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'label', 'data-tint': run.category },
    h('p', { class: 'label', part: 'label', id: 'label', title: run.definition }, run.label),
    readout,
    plot(run, (index) => readout.replaceChildren(...reading(run, index))),
    h('p', { class: 'quiet small', id: 'summary' }, summaryOf(run)),
    chartTable(run),
  );
}

/** What is pointed at, else the whole range, beside what it is compared with. */
function reading(run: Run, index: number | null): HTMLElement[] {
  const { label, current, previous, previousLabel, unit } = readingAt(run, index);
  const now = h(
    'div',
    {},
    h('span', { class: 'quiet small' }, label),
    h(
      'span',
      { class: 'value-line' },
      h('span', { class: 'value', part: 'value' }, current === null ? '–' : exact(current, unit)),
      current !== null && previous !== null && trendBadge(trendOf(current, previous), unit, run.good),
    ),
  );
  if (previous === null) return [now];
  const before = h(
    'div',
    {},
    h('span', { class: 'quiet small before' }, previousLabel ?? charts.before),
    h('span', { class: 'previous' }, exact(previous, unit)),
  );
  return [now, before];
}

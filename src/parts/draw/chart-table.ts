import * as texts from '#texts/chart-tools.ts';
import { exact } from '../../dashboard/format/number.ts';
import { readingAt } from '../../dashboard/numbers/reading.ts';
import type { Run } from '../../dashboard/numbers/run.ts';
import { h } from './dom.ts';

/** The chart's numbers, newest first, behind a press. */
export function chartTable(run: Run): HTMLElement {
  const name = texts.asATable(run.label);
  const compared = run.before.length > 0;
  const head = [
    run.meta.interval === 'hour' ? texts.hour : texts.interval,
    run.label,
    compared && texts.before,
  ];
  const rows = run.points
    .map((_, i) => {
      const { label, current, previous, unit } = readingAt(run, i);
      const cell = (value: number | null) => h('td', {}, value === null ? '–' : exact(value, unit));
      return h('tr', {}, h('th', { scope: 'row' }, label), cell(current), compared && cell(previous));
    })
    .reverse();
  return h(
    'details',
    { id: 'table' },
    h('summary', {}, name),
    h(
      'div',
      { class: 'scrolled', tabindex: '0', role: 'region', 'aria-label': name },
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, ...head.map((text) => text && h('th', { scope: 'col' }, text)))),
        h('tbody', {}, ...rows),
      ),
    ),
  );
}

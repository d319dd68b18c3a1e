import * as texts from '#texts/parts.ts';
import type { PanelInfo } from '../../contract/families/panel/index.ts';
import { type ChartedName, NUMBERS, type NumberName } from '../../contract/numbers.ts';
import type { Analytics } from '../../contract/reports.ts';
import { trendOf } from '../../dashboard/format/trend.ts';
import { totalOf } from '../../dashboard/numbers/analytics-run.ts';
import {
  type ActivityNumberDef,
  type CardMetric,
  hasNumber,
  numberOf,
} from '../../dashboard/numbers/numbers.ts';
import { lineOf, pointsOf, unitOf } from '../../dashboard/numbers/run.ts';
import { amount } from './amount.ts';
import { askAnalytics, askPanel, inZone } from './ask.ts';
import { h } from './dom.ts';
import { oneOf, rangeOf } from './read-attributes.ts';
import { sparkline } from './sparkline.ts';
import { trendBadge } from './trend-badge.ts';

/** A number as on its card of the panel: what it is called, how much, the change, the line. */
export async function drawNumber(element: Element, refresh: boolean): Promise<HTMLElement> {
  const panel = await askPanel();
  const [metric, def] = metricOf(element, panel, NUMBERS);
  const report = await inZone(askAnalytics, rangeOf(element, panel, refresh), element);
  return numberCard(def, report, metric);
}

/** Of few people a viewer isn't told how many: there is a dash, and why. */
export function numberCard(
  def: ActivityNumberDef,
  report: Analytics,
  metric: ChartedName | CardMetric,
): HTMLElement {
  const { meta, currency, series } = report;
  const { current, previous } = totalOf(report, metric);
  const trend = current === null || previous === null ? null : trendOf(current, previous);
  const unit = unitOf(def, currency);
  const line =
    current !== null && def.series
      ? lineOf(def, current, pointsOf(series, def.series, meta.computedAt), meta)
      : [];
  return h(
    'div',
    { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'label', 'data-tint': def.category },
    h('p', { class: 'label', part: 'label', id: 'label', title: def.definition }, def.label),
    h(
      'p',
      { class: 'value-line' },
      h('span', { class: 'value', part: 'value' }, amount(current, unit, texts.tooFewPeople)),
      trend && trendBadge(trend, unit, def.good),
    ),
    sparkline(line, def.stock),
  );
}

/**
 * The number that an element names, in the words of the platform's catalogue.
 *
 * @throws WrongAttribute for one that there is none of, or not on this platform
 */
export function metricOf<Name extends NumberName & (ChartedName | CardMetric)>(
  element: Element,
  panel: PanelInfo,
  names: readonly Name[],
): [Name, ActivityNumberDef] {
  // A page that names revenue wants to show 0 until the first payment, where the panel shows nothing.
  const platform = { ...panel, has: { ...panel.has, payments: true } };
  const has = names.filter((name) => hasNumber(numberOf(name, panel.catalogue), platform));
  const name = oneOf(element, 'metric', has);
  return [name, numberOf(name, panel.catalogue)];
}

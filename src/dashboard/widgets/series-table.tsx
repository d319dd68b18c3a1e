import type { Analytics } from '../../contract/reports.ts';
import { exact } from '../format/number.ts';
import { readingAt } from '../metrics/reading.ts';
import { SERIES, type SeriesName } from '../metrics/series.ts';
import { TrendBadge, trendOf } from '../ui/trend-badge.tsx';

/** The chart's numbers, newest first. */
export function SeriesTable({ analytics, name }: { analytics: Analytics; name: SeriesName }) {
  const rows = analytics.series
    .map((point, i) => ({ key: point.start, ...readingAt(analytics, name, i) }))
    .reverse();
  const compared = analytics.meta.comparison !== null;
  return (
    <section
      aria-label={`${SERIES[name].label} as a table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="relative mx-4 my-3 max-h-90 overflow-auto rounded-md border border-line"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-sunken text-left text-xs text-ink-2">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              {analytics.meta.interval === 'hour' ? 'Hour' : 'Interval'}
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              {SERIES[name].label}
            </th>
            {compared && (
              <>
                <th scope="col" className="px-3 py-2 text-right font-medium">
                  Before
                </th>
                <th scope="col" className="px-3 py-2 text-right font-medium">
                  Change
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ key, label, current, previous, previousLabel, unit }) => (
            <tr key={key}>
              <th scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap text-ink-2">
                {label}
              </th>
              <td className="px-3 py-1.5 text-right">{current === null ? '–' : exact(current, unit)}</td>
              {compared && (
                <>
                  <td className="px-3 py-1.5 text-right text-ink-3" title={previousLabel ?? undefined}>
                    {previous === null ? '–' : exact(previous, unit)}
                  </td>
                  <td className="px-3 py-1.5 text-right">
                    {current !== null && previous !== null && (
                      <TrendBadge trend={trendOf(current, previous)} unit={unit} />
                    )}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

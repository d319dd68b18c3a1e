import type { Analytics, Meta, Today, Trend, UsageSummary } from '../../contract/index.ts';
import { FEWEST } from '../../store/suppress.ts';
import { isFew } from './summary.ts';

/** The numbers of the report that count accounts. */
const PEOPLE = ['totalUsers', 'newUsers', 'activeUsers'] as const;

/** Why a number of people isn't there. */
const REASON = `is of fewer than ${FEWEST} users, which a viewer isn't told`;

const shown = <N extends number | null>(n: N): N => (n !== null && isFew(n) ? (null as N) : n);
/** What would tell one of two numbers tells none. */
const shownTrend = <T extends Trend | null>(trend: T): T =>
  trend && (isFew(trend.current) || isFew(trend.previous)) ? (null as T) : trend;

const hiddenIn = (meta: Meta, hidden: readonly string[]): Meta =>
  hidden.length === 0
    ? meta
    : { ...meta, missing: { ...meta.missing, ...Object.fromEntries(hidden.map((name) => [name, REASON])) } };

/**
 * `/analytics` for a viewer: no number of one to four people. New users of all buckets add up to the range's, so that one
 * bucket of a few hides them all.
 */
export function analyticsOfMany(report: Analytics): Analytics {
  const { trends, series, comparisonSeries, meta } = report;
  const points = (all: Analytics['series']) => {
    const tellsNew = !all.some(({ newUsers }) => isFew(newUsers));
    return all.map((point) => ({
      ...point,
      activeUsers: shown(point.activeUsers),
      newUsers: tellsNew ? point.newUsers : (null as unknown as number),
    }));
  };
  const { unidentifiedUsers, ...told } = meta;
  return {
    ...report,
    ...Object.fromEntries(PEOPLE.map((name) => [name, shown(report[name])])),
    trends: trends && {
      ...trends,
      ...Object.fromEntries(PEOPLE.map((name) => [name, shownTrend(trends[name])])),
    },
    series: points(series),
    comparisonSeries: points(comparisonSeries),
    meta: hiddenIn(
      unidentifiedUsers === undefined || isFew(unidentifiedUsers) ? told : meta,
      PEOPLE.filter((name) => isFew(report[name])),
    ),
  };
}

/** `/usage-summary` for a viewer. */
export function summaryOfMany(report: UsageSummary): UsageSummary {
  const { summary, meta } = report;
  const { activeUsers, admin, trends } = summary;
  return {
    ...report,
    summary: {
      ...summary,
      activeUsers: shown(activeUsers),
      admin: { ...admin, usersManaged: shown(admin.usersManaged) },
      trends: trends && {
        ...trends,
        ...(trends.activeUsers && { activeUsers: shownTrend(trends.activeUsers) }),
      },
    },
    meta: hiddenIn(meta, isFew(activeUsers) ? ['activeUsers'] : []),
  };
}

/** `/today` for a viewer. */
export const todayOfMany = (report: Today): Today => ({
  ...report,
  activeUsers: shown(report.activeUsers),
  meta: hiddenIn(report.meta, isFew(report.activeUsers) ? ['activeUsers'] : []),
});

import { useNavigate } from '@tanstack/react-router';
import { ChartColumn, Table2 } from 'lucide-react';
import { useMemo } from 'react';
import * as texts from '#texts/reports.ts';
import type { UsageAnalytics } from '../../../contract/reports.ts';
import { stackOf } from '../../charts/stack.ts';
import { addressOf } from '../../data/address.ts';
import { usePanel } from '../../data/panel-context.ts';
import { exact } from '../../format/number.ts';
import { groupKey } from '../../numbers/group-key.ts';
import { groupingLabel, namedSeries, partOf } from '../../numbers/groupings.ts';
import { NotInRows } from '../../shell/page/not-in-rows.tsx';
import type { Order } from '../../ui/data-table.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { later } from '../../ui/later.tsx';
import { OneStop } from '../../ui/one-stop.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Told, useTold } from '../../ui/told.tsx';
import { GroupBars } from './group-bars.tsx';
import { GroupMatrix } from './group-matrix.tsx';
import { GroupTable } from './group-table.tsx';
import { GROUPS, type Question, questionQuery } from './question.ts';

const StackedPanel = later(() => import('../../charts/stacked-panel.tsx'));
const VIEWS = [
  { value: 'chart', label: texts.chart, Icon: ChartColumn },
  { value: 'table', label: texts.table, Icon: Table2 },
] as const;

interface Answered {
  readonly question: Question;
  readonly report: UsageAnalytics<'summary'>;
}

interface ReportResultProps extends Answered {
  /** False while it is the answer to the question before. */
  readonly answered: boolean;
}

/** The answer: what it is of, and its groups as a chart or a table. */
export function ReportResult({ question, report, answered }: ReportResultProps) {
  const navigate = useNavigate();
  const { catalogue } = usePanel();
  const { search, by } = question;
  const { pageSize: _, groupPageSize: __, ...query } = questionQuery(question, catalogue);
  const groups = report.totalGroups ?? 0;
  const { activities, activeUsers } = report.summary;
  const grouped = groupedIn(report);
  const isDetail = (name: string) => catalogue.details.includes(name);
  const listed = by.some((name) => Object.hasOwn(catalogue.breakdowns, name) || isDetail(name));
  const labels = by.map((name) => groupingLabel(name, catalogue).toLocaleLowerCase());
  const what = texts.activitiesIn(grouped, groups, exact(groups), labels);
  const told = useTold(
    JSON.stringify([by, question.filters, search.interval, search.anonymize]),
    answered ? `${exact(grouped)} ${what}` : undefined,
  );
  const show = (view: 'chart' | 'table') =>
    void navigate({
      to: '.',
      search: (previous: object) => ({ ...previous, view: view === 'table' ? view : undefined }),
      replace: true,
      resetScroll: false,
    });
  return (
    <section aria-label={texts.report} className="panel overflow-clip">
      <Told>{told}</Told>
      <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3">
        <p className="text-ink-2">
          <span className="text-xl font-semibold tracking-tight text-ink">{exact(grouped)}</span> {what}
          <span className="text-sm text-ink-3">
            {grouped < activities && texts.ofActivities(exact(activities))} ·{' '}
            {activeUsers === null ? texts.byFewerThanFive : texts.byPeople(activeUsers, exact(activeUsers))}
            {groups > GROUPS && texts.firstGroupsHereAll(exact(GROUPS))}
          </span>
        </p>
        <OneStop label={texts.shownAs} className="flex items-center gap-2">
          <Segmented label={texts.shownAs} value={search.view ?? 'chart'} options={VIEWS} onChange={show} />
          <DownloadLink
            href={addressOf('usageAnalytics', { ...query, format: 'csv' })}
            what={texts.everyGroupThisReport}
          />
        </OneStop>
      </div>
      {groups === 0 ? (
        <p className="p-6 text-ink-2">{search.anonymize ? texts.nothingOfFive : texts.nothingFits}</p>
      ) : search.view === 'table' ? (
        <AsTable question={question} report={report} />
      ) : (
        <AsChart question={question} report={report} />
      )}
      {by.includes('user') && <NotInRows meta={report.meta} />}
      {listed && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
          {texts.activitiesWithoutDetailIn} {by.some(isDetail) && texts.oneWhoseDetailList}
        </p>
      )}
    </section>
  );
}

/** Activities of all groups. More than a page of them aren't added up here. */
function groupedIn({ groups = [], totalGroups = 0, summary }: UsageAnalytics<'summary'>): number {
  const inGroups = groups.reduce((sum, { count }) => sum + count, 0);
  // One with a list may be in several.
  return totalGroups > GROUPS ? summary.activities : Math.min(inGroups, summary.activities);
}

function AsTable({ question: { by, filters, search }, report }: Answered) {
  const navigate = useNavigate();
  const onOrder = (order: Order) => {
    const chosen = { sort: order?.name, order: order && !order.desc ? ('asc' as const) : undefined };
    const search = (previous: object) => ({ ...previous, ...chosen });
    void navigate({ to: '.', search, replace: true, resetScroll: false });
  };
  return (
    <GroupTable
      by={by}
      groups={report.groups ?? []}
      filters={filters}
      whole={report.summary.activities}
      meta={report.meta}
      opens={!search.anonymize}
      order={search.sort ? { name: search.sort, desc: search.order !== 'asc' } : null}
      onOrder={onOrder}
    />
  );
}

function AsChart({ question, report }: Answered) {
  const { catalogue } = usePanel();
  const { by, filters, search } = question;
  const { groupSeries, groupBuckets, groups = [] } = report;
  const stack = useMemo(
    () => groupSeries && groupBuckets && stackOf(namedSeries(groupSeries, catalogue), groupBuckets),
    [groupSeries, groupBuckets, catalogue],
  );
  const opens = !search.anonymize;
  if (stack)
    return (
      <StackedPanel
        label={texts.activities}
        stack={stack}
        meta={report.meta}
        openedBy={({ key }) => (opens && key ? groupKey(filters, key) : null)}
        meanwhile={<Skeleton className="m-4 h-80" />}
      />
    );
  const [down, across] = by;
  const both = (name: string) => new Set(groups.map(({ key }) => key[name])).size > 1;
  if (down && across && !by.includes('day') && both(down) && both(across))
    return <GroupMatrix by={[down, across]} groups={groups} filters={filters} opens={opens} />;
  // An anonymised report has no series: its days are a table's.
  if (by.includes('day')) return <AsTable question={question} report={report} />;
  return (
    <GroupBars
      groups={groups}
      filters={filters}
      opens={opens}
      label={(group) => by.map((name) => partOf(group, name, catalogue)).join(' · ')}
    />
  );
}

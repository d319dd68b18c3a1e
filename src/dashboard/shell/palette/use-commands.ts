import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Bookmark,
  CalendarDays,
  ChartSpline,
  CircleHelp,
  CircleUserRound,
  FileText,
  Printer,
  RefreshCw,
  Table2,
} from 'lucide-react';
import * as texts from '#texts/palette.ts';
import * as printTexts from '#texts/print.ts';
import { usePanel } from '../../data/panel-context.ts';
import { useRefresh } from '../../data/queries.ts';
import { COMPARISONS, carried, DEFAULT_PERIOD, PERIODS } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import type { ChartSearch, UsageSearch } from '../../data/url/views.ts';
import { useRange } from '../../data/use-range.ts';
import { seriesOf } from '../../numbers/analytics-run.ts';
import { printPage } from '../../ui/print-page.ts';
import { ADMINISTRATION } from '../administration.ts';
import { LOOKS } from '../administration-looks.ts';
import { COMPARISON_LABELS } from '../range/comparison-labels.ts';
import { toView } from '../saved-views/address.ts';
import { describe } from '../saved-views/describe.ts';
import { viewsQuery } from '../saved-views/views-query.ts';
import { TABS } from '../tabs.ts';
import type { Command } from './command.ts';

/** Everything but users that can be chosen from anywhere. */
export function useCommands(onHelp: () => void): Command[] {
  const panel = usePanel();
  const { operator, catalogue } = panel;
  const navigate = useNavigate();
  const { setRange } = useRange();
  const { refresh } = useRefresh();
  const admin = operator.role === 'admin';
  const { data: views = [] } = useQuery({ ...viewsQuery, enabled: admin });
  const go = (to: string, search: (previous: Raw) => ChartSearch & UsageSearch = carried) =>
    void navigate({ to: to as '/usage', search });

  const administration = ADMINISTRATION.map((page) => ({ ...page, ...LOOKS[page.to] }));
  const pages: Command[] = [...TABS, ...(admin ? administration : [])]
    .filter((page) => admin || ('role' in page && page.role === 'viewer'))
    .map((page) => ({
      id: `page:${page.to}`,
      group: texts.pages,
      label: page.label,
      also: 'note' in page ? page.note : undefined,
      keys: ['g', page.key],
      Icon: 'Icon' in page ? page.Icon : FileText,
      run: () => go(page.to),
    }));
  const account: Command = {
    id: 'page:/account',
    group: texts.pages,
    label: texts.yourAccount,
    also: texts.accountAlso,
    Icon: CircleUserRound,
    run: () => go('/account', () => ({})),
  };
  const ranges = Object.entries(PERIODS).map(
    ([period, label]): Command => ({
      id: `range:${period}`,
      group: texts.range,
      label,
      also: texts.rangeAlso(period),
      Icon: CalendarDays,
      run: () =>
        setRange({
          period: period === DEFAULT_PERIOD ? undefined : period,
          startDate: undefined,
          endDate: undefined,
        }),
    }),
  );
  const comparisons = COMPARISONS.map(
    (name): Command => ({
      id: `compare:${name}`,
      group: texts.range,
      label: name === 'none' ? texts.compareWithNothing : texts.compareWithThe(COMPARISON_LABELS[name]),
      Icon: CalendarDays,
      run: () => setRange({ compare: name }),
    }),
  );
  const metrics = !admin
    ? []
    : Object.entries(seriesOf(panel)).map(
        ([metric, { label, definition }]): Command => ({
          id: `metric:${metric}`,
          group: texts.metrics,
          label,
          note: definition,
          also: definition,
          Icon: ChartSpline,
          run: () => go('/analytics', (previous) => ({ ...carried(previous), metric })),
        }),
      );
  const counters = !admin
    ? []
    : Object.entries(catalogue.counters).map(
        ([sort, { label }]): Command => ({
          id: `counter:${sort}`,
          group: texts.metrics,
          label: texts.usersBy(label),
          Icon: Table2,
          run: () => go('/usage', (previous) => ({ ...carried(previous), sort })),
        }),
      );
  const saved = views.map(
    (view): Command => ({
      id: `view:${view.id}`,
      group: texts.savedViews,
      label: view.name,
      note: describe(view, catalogue),
      Icon: Bookmark,
      run: () => void navigate(toView(view)),
    }),
  );
  const actions: Command[] = [
    {
      id: 'refresh',
      group: texts.actions,
      label: texts.refresh,
      also: texts.refreshAlso,
      Icon: RefreshCw,
      run: () => void refresh(),
    },
    {
      id: 'print',
      group: texts.actions,
      label: printTexts.command,
      also: printTexts.alsoCalled,
      Icon: Printer,
      run: () => void printPage(),
    },
    {
      id: 'help',
      group: texts.actions,
      label: texts.helpAndShortcuts,
      also: texts.helpAlso,
      keys: ['?'],
      Icon: CircleHelp,
      run: onHelp,
    },
  ];
  return [...saved, ...pages, account, ...ranges, ...comparisons, ...actions, ...metrics, ...counters].map(
    ({ also, ...command }) => ({ ...command, ...(also !== undefined && { also }) }),
  );
}

import { Link } from '@tanstack/react-router';
import * as texts from '#texts/analytics.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { ReportSearch } from '../../data/url/reports.ts';
import type { Raw } from '../../data/url/search.ts';

interface WhatChangedProps {
  /** A grouping of reports: the actions, or the values, that made the difference. */
  readonly by: string;
  readonly className?: string;
}

/** The way to what is more, or less, than before; a viewer has no reports. */
export function WhatChanged({ by, className = '' }: WhatChangedProps) {
  if (usePanel().operator.role !== 'admin') return null;
  const search = (previous: Raw): ReportSearch => ({
    ...carried(previous),
    by,
    view: 'table',
    sort: 'change',
  });
  return (
    <Link to="/reports" search={search} className={`link whitespace-nowrap ${className}`}>
      {texts.whatChanged}
    </Link>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import * as texts from '#texts/audit.ts';
import * as nouns from '#texts/nouns.ts';
import { addressOf } from '../../data/address.ts';
import { useRange } from '../../data/use-range.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { AdministrationBar } from '../../shell/page/administration-bar.tsx';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { DayList } from '../../shell/rows/day-list.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { listedWords, Told, useTold } from '../../ui/told.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditItem } from './audit-item.tsx';
import { auditFilter, auditQuery } from './audit-query.ts';
import { pageViews } from './page-views.ts';
import { useAuditSearch } from './use-audit-search.ts';

export function AuditPage() {
  return (
    <AdminOnly title={texts.audit}>
      <Audit />
    </AdminOnly>
  );
}

function Audit() {
  const search = useAuditSearch();
  const { reset } = useRange();
  const log = useInfiniteQuery(auditQuery(search));
  const pages = log.data?.pages;
  const meta = pages?.[0]?.meta;
  const views = useMemo(() => pageViews(pages?.flatMap((page) => page.entries) ?? []), [pages]);
  const { actor, endpoint, target, about, outcome } = search;
  const told = useTold(
    JSON.stringify([actor, endpoint, target, about, outcome]),
    !log.data || log.isPlaceholderData ? undefined : listedWords(views.length, nouns.entries),
  );
  return (
    <>
      <Told>{told}</Told>
      <AdministrationBar />
      <Toolbar title={texts.audit} meta={meta} error={pages && log.error} comparable={false} live={false} />
      <AuditFilters file={addressOf('audit', { ...auditFilter(search), format: 'csv' })} />
      {!pages || !meta ? (
        log.isError ? (
          <ErrorState error={log.error} onRetry={() => log.refetch()} onReset={reset} />
        ) : (
          <>
            <Loading />
            <Skeleton className="h-120 w-full" />
          </>
        )
      ) : views.length === 0 ? (
        <p className="panel p-6 text-ink-2">
          {texts.nothingFits}{' '}
          <button type="button" className="link" onClick={reset}>
            {texts.resetFilters}
          </button>
        </p>
      ) : (
        <div className={`transition-opacity ${log.isPlaceholderData ? 'opacity-60' : ''}`}>
          <h2 className="sr-only">{texts.entries}</h2>
          <DayList
            label={texts.auditLog}
            items={views}
            atOf={({ requests }) => requests[0].at}
            zone={meta.timezone}
            noun={nouns.entries}
            list={log}
          >
            {(ofDay) => (
              <ol className="divide-y divide-line">
                {ofDay.map((view) => (
                  <AuditItem key={view.key} view={view} zone={meta.timezone} />
                ))}
              </ol>
            )}
          </DayList>
        </div>
      )}
    </>
  );
}

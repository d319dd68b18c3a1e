import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Meta } from '../../../contract/common.ts';
import { useRange } from '../../data/use-range.ts';
import type { TableFile } from '../../ui/save-button.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { Toolbar } from './toolbar.tsx';

interface ReportViewProps<Report> {
  readonly title: string;
  readonly report: UseQueryResult<Report>;
  /** Its numbers as a file. */
  readonly file: (report: Report) => TableFile;
  readonly children: (report: Report) => ReactNode;
}

/** A page about one report over the range: on its way, refused, or there; faded while another range comes. */
export function ReportView<Report extends { meta: Meta }>({
  title,
  report,
  file,
  children,
}: ReportViewProps<Report>) {
  const { reset } = useRange();
  const { data, error } = report;
  return (
    <>
      <Toolbar title={title} meta={data?.meta} error={data ? error : null} file={data && file(data)} />
      {data ? (
        <div
          className={`flex flex-col gap-6 transition-opacity ${report.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {children(data)}
        </div>
      ) : report.isError ? (
        <ErrorState error={error} onRetry={() => report.refetch()} onReset={reset} />
      ) : (
        <div className="flex flex-col gap-6">
          <Loading />
          <Skeleton className="h-6 w-3/5" />
          <Skeleton className="h-37 w-full" />
          <Skeleton className="h-104 w-full" />
          <Skeleton className="h-80 w-full" />
        </div>
      )}
    </>
  );
}

/** Whether a report reaches up to now: nothing in it then means nothing ever, where it counts from the start. */
export const reachesNow = ({ end, computedAt }: Meta): boolean => end >= computedAt;

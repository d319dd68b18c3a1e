import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import * as texts from '#texts/explore.ts';
import type { Meta } from '../../../contract/common.ts';
import { usePanel } from '../../data/panel-context.ts';
import { useRange } from '../../data/use-range.ts';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { QuestionKind } from './question-kind.tsx';
import { TellableRange } from './tellable-range.tsx';

interface QuestionFrameProps<Report> {
  /** What kind of question it is. */
  readonly label: string;
  readonly report: UseQueryResult<Report>;
  /** Whether its range can be held against another. */
  readonly comparable?: boolean;
  /** What is asked. */
  readonly settings: ReactNode;
  /** The list of people that the address opens; a viewer has none. */
  readonly list: ReactNode;
  /** The answer; `answered` is false while it is that to the question before. */
  readonly children: (report: Report, answered: boolean) => ReactNode;
}

/** A question, its answer or why there is none, and who is behind a number of it. */
export function QuestionFrame<Report extends { readonly meta: Meta }>({
  label,
  report,
  comparable,
  settings,
  list,
  children,
}: QuestionFrameProps<Report>) {
  const { operator } = usePanel();
  const { reset } = useRange();
  const { data } = report;
  const failed = report.isError && !report.isPlaceholderData && !report.isFetching;
  return (
    <>
      <Toolbar title={texts.explore} meta={data?.meta} error={data && report.error} comparable={comparable} />
      <section aria-label={label} className="panel mb-6 p-4 print:hidden">
        <QuestionKind />
        {settings}
      </section>
      {failed ? (
        <>
          <ErrorState error={report.error} onRetry={() => report.refetch()} onReset={reset} />
          <TellableRange error={report.error} />
        </>
      ) : data ? (
        <div
          className={`flex flex-col gap-6 transition-opacity ${report.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          {children(data, !report.isPlaceholderData)}
        </div>
      ) : (
        <>
          <Loading />
          <Skeleton className="h-104 w-full" />
        </>
      )}
      {operator.role === 'admin' && list}
    </>
  );
}

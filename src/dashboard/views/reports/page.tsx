import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { groupsQuery } from '../../data/report-query.ts';
import { useRange } from '../../data/use-range.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { ExampleList } from './example-list.tsx';
import { questionQuery, useQuestion } from './question.ts';
import { QuestionBar } from './question-bar.tsx';
import { ReportResult } from './report-result.tsx';

export function ReportsPage() {
  return (
    <AdminOnly title={texts.reports}>
      <Reports />
    </AdminOnly>
  );
}

/** Activities by one's own question. */
function Reports() {
  const { catalogue } = usePanel();
  const { question } = useQuestion();
  const { reset } = useRange();
  const asked = question.by.length > 0;
  const report = useQuery({ ...groupsQuery(questionQuery(question, catalogue)), enabled: asked });
  const data = asked ? report.data : undefined;
  return (
    <>
      <Toolbar title={texts.reports} meta={data?.meta} error={data && report.error} />
      <QuestionBar />
      {!asked ? (
        <ExampleList />
      ) : report.isError && !report.isPlaceholderData && !report.isFetching ? (
        <ErrorState error={report.error} onRetry={() => report.refetch()} onReset={reset} />
      ) : data?.groups ? (
        <div className={`transition-opacity ${report.isPlaceholderData ? 'opacity-60' : ''}`}>
          <ReportResult question={question} report={data} answered={!report.isPlaceholderData} />
        </div>
      ) : (
        <>
          <Loading />
          <Skeleton className="h-104 w-full" />
        </>
      )}
    </>
  );
}

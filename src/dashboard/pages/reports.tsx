import { useQuery } from '@tanstack/react-query';
import { usePanel } from '../api/panel-context.ts';
import { ExampleList } from '../report-builder/example-list.tsx';
import { questionQuery, useQuestion } from '../report-builder/question.ts';
import { QuestionBar } from '../report-builder/question-bar.tsx';
import { groupsQuery } from '../report-builder/report-query.ts';
import { ReportResult } from '../report-builder/report-result.tsx';
import { ErrorState, Loading, Skeleton } from '../ui/states.tsx';
import { AdminOnly } from '../widgets/admin-only.tsx';
import { Toolbar } from '../widgets/toolbar.tsx';
import { useRange } from '../widgets/use-range.ts';

export function ReportsPage() {
  return (
    <AdminOnly title="Reports">
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
      <Toolbar title="Reports" meta={data?.meta} error={data && report.error} />
      <QuestionBar />
      {!asked ? (
        <ExampleList />
      ) : report.isError && !report.isPlaceholderData && !report.isFetching ? (
        <ErrorState error={report.error} onRetry={() => report.refetch()} onReset={reset} />
      ) : data?.groups ? (
        <div className={`transition-opacity ${report.isPlaceholderData ? 'opacity-60' : ''}`}>
          <ReportResult question={question} report={data} />
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

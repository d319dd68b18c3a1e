import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/explore.ts';
import { usePanel } from '../../data/panel-context.ts';
import { useRange } from '../../data/use-range.ts';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { funnelQuery, useFunnel } from './funnel-question.ts';
import { FunnelResult } from './funnel-result.tsx';
import { FunnelSettings } from './funnel-settings.tsx';
import { PeopleDrawer } from './people-drawer.tsx';
import { QuestionKind } from './question-kind.tsx';
import { funnelReport } from './reports.ts';
import { StepBuilder } from './step-builder.tsx';
import { TellableRange } from './tellable-range.tsx';

/** How far people got through steps of one's own choice. */
export function FunnelView() {
  const { question } = useFunnel();
  const { operator } = usePanel();
  const { reset } = useRange();
  const report = useQuery(funnelReport(funnelQuery(question)));
  const { data } = report;
  const failed = report.isError && !report.isPlaceholderData && !report.isFetching;
  return (
    <>
      <Toolbar title={texts.explore} meta={data?.meta} error={data && report.error} />
      <section aria-label={texts.funnel} className="panel mb-6 p-4 print:hidden">
        <QuestionKind />
        <StepBuilder />
        <FunnelSettings />
      </section>
      {failed ? (
        <>
          <ErrorState error={report.error} onRetry={() => report.refetch()} onReset={reset} />
          <TellableRange error={report.error} />
        </>
      ) : data ? (
        <div className={`transition-opacity ${report.isPlaceholderData ? 'opacity-60' : ''}`}>
          <FunnelResult question={question} report={data} answered={!report.isPlaceholderData} />
        </div>
      ) : (
        <>
          <Loading />
          <Skeleton className="h-104 w-full" />
        </>
      )}
      {question.search.bar !== undefined && operator.role === 'admin' && (
        <PeopleDrawer question={question} bar={question.search.bar} />
      )}
    </>
  );
}

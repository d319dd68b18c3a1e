import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/explore.ts';
import { addressOf } from '../../data/address.ts';
import { usePanel } from '../../data/panel-context.ts';
import { useRange } from '../../data/use-range.ts';
import { Toolbar } from '../../shell/page/toolbar.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { CellDrawer } from './cell-drawer.tsx';
import { QuestionKind } from './question-kind.tsx';
import { cohortsReport } from './reports.ts';
import { RetentionCurve } from './retention-curve.tsx';
import { retentionQuery, useRetention } from './retention-question.ts';
import { RetentionSettings } from './retention-settings.tsx';
import { RetentionTriangle } from './retention-triangle.tsx';
import { TellableRange } from './tellable-range.tsx';

/** Who comes back: a triangle of cohorts, and the curve of all of them. */
export function RetentionView() {
  const { search } = useRetention();
  const { operator } = usePanel();
  const { reset } = useRange();
  const query = retentionQuery(search);
  const report = useQuery(cohortsReport(query));
  const { data } = report;
  const failed = report.isError && !report.isPlaceholderData && !report.isFetching;
  const interval = search.interval ?? 'week';
  const began = data?.cohorts.some(({ size }) => size !== 0);
  return (
    <>
      <Toolbar title={texts.explore} meta={data?.meta} error={data && report.error} comparable={false} />
      <section aria-label={texts.retention} className="panel mb-6 p-4 print:hidden">
        <QuestionKind />
        <RetentionSettings />
      </section>
      {failed ? (
        <>
          <ErrorState error={report.error} onRetry={() => report.refetch()} onReset={reset} />
          <TellableRange error={report.error} />
        </>
      ) : !data ? (
        <>
          <Loading />
          <Skeleton className="h-104 w-full" />
        </>
      ) : !began ? (
        <p className="panel p-6 text-ink-2">{texts.nobodyBegan}</p>
      ) : (
        <div
          className={`flex flex-col gap-6 transition-opacity ${report.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          <Section title={texts.curve} note={texts.curveNote}>
            <RetentionCurve curve={data.curve} interval={interval} />
          </Section>
          <Section
            title={texts.cohorts}
            note={texts.cohortsNote}
            aside={
              <DownloadLink
                href={addressOf('cohorts', { ...query, format: 'csv' })}
                what={texts.retentionFile}
              />
            }
          >
            <RetentionTriangle report={data} interval={interval} />
          </Section>
        </div>
      )}
      {search.cohort !== undefined && operator.role === 'admin' && <CellDrawer search={search} />}
    </>
  );
}

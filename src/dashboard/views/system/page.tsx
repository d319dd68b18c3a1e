import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as texts from '#texts/system.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { todayQuery } from '../../data/today-query.ts';
import { silenceOf, silentWords } from '../../shell/health/silence.ts';
import { AdminOnly } from '../../shell/page/admin-only.tsx';
import { AdministrationBar } from '../../shell/page/administration-bar.tsx';
import ExportMenu from '../../shell/page/export-menu.tsx';
import { PageTitle } from '../../shell/page/page-title.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { EndpointTable } from './endpoint-table.tsx';
import { IngestPanel } from './ingest-panel.tsx';
import { JobTable } from './job-table.tsx';
import { LettersSection } from './letters-section.tsx';
import { Live } from './live.tsx';
import { ProcessPanel } from './process-panel.tsx';
import { systemQuery } from './system-query.ts';
import { TableSizes } from './table-sizes.tsx';
import { useLetters } from './use-letters.ts';
import { Verdict } from './verdict.tsx';
import { VitalSigns } from './vital-signs.tsx';

export function SystemPage() {
  return (
    <AdminOnly title={texts.system}>
      <System />
    </AdminOnly>
  );
}

function System() {
  const { timezone } = usePanel();
  const [paused, setPaused] = useState(false);
  const system = useQuery(systemQuery(paused));
  const report = system.data;
  return (
    <>
      <AdministrationBar />
      <PageTitle title={texts.system} note={texts.processAnsweredItsDatabase}>
        <div className="flex items-center gap-2">
          <Live
            computedAt={report?.computedAt}
            zone={timezone}
            error={report && system.error}
            paused={paused}
            onPause={setPaused}
          />
          <ExportMenu />
        </div>
      </PageTitle>
      {report ? (
        <Report report={report} />
      ) : system.isError ? (
        <ErrorState error={system.error} onRetry={() => system.refetch()} />
      ) : (
        <Waiting />
      )}
    </>
  );
}

function Report({ report }: { report: SystemReport }) {
  const { timezone } = usePanel();
  const letters = useLetters(report.deadLetters);
  const today = useQuery(todayQuery(timezone)).data;
  const silence = today ? silenceOf(today) : null;
  return (
    <div className="flex flex-col gap-7">
      <Verdict
        report={{ ...report, deadLetters: letters.counts }}
        silence={silence && texts.checkYourTracking(silentWords(silence, timezone))}
      />
      <VitalSigns report={report} />
      <EndpointTable endpoints={report.endpoints} />
      <div className="grid grid-cols-1 gap-x-6 gap-y-7 lg:grid-cols-2">
        <IngestPanel ingest={report.ingest} />
        <ProcessPanel report={report} />
        <TableSizes database={report.database} />
        <JobTable jobs={report.jobs} />
      </div>
      <LettersSection letters={letters} />
    </div>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-7">
      <Loading />
      <Skeleton className="h-6 w-3/5" />
      <Skeleton className="h-44 w-full" />
      <Skeleton className="h-80 w-full" />
    </div>
  );
}

import * as texts from '#texts/system.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { ago, moment } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { milliseconds } from '../../format/size.ts';
import { PARTS } from '../../shell/health/troubles.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { Section } from '../../ui/section.tsx';
import { tableRows } from '../../ui/table-rows.ts';

type Job = SystemReport['jobs'][number];

function stateOf({ running, lastError, runs }: Job) {
  if (running) return { text: texts.running, tone: 'text-ink' };
  if (lastError !== null) return { text: texts.failedWith(lastError), tone: 'font-medium text-bad' };
  return runs === 0 ? { text: texts.notYet, tone: 'text-ink-3' } : { text: texts.done, tone: 'text-good' };
}

const columnsOf = (zone: string): readonly Column<Job>[] => [
  {
    name: 'name',
    label: texts.job,
    cell: ({ name }) => <span className="inline-block first-letter:uppercase">{name}</span>,
    by: ({ name }) => name,
  },
  {
    name: 'state',
    label: texts.lastRun,
    align: 'start',
    file: { 'Last run': (job) => stateOf(job).text },
    cell: (job) => {
      const { text, tone } = stateOf(job);
      return <span className={tone}>{text}</span>;
    },
  },
  {
    name: 'started',
    label: texts.began,
    by: ({ lastStartedAt }) => lastStartedAt,
    cell: ({ lastStartedAt }) =>
      lastStartedAt === null ? '–' : <span title={moment(lastStartedAt, zone)}>{ago(lastStartedAt)}</span>,
  },
  {
    name: 'took',
    label: texts.took,
    by: ({ lastTookMs }) => lastTookMs,
    file: { took_ms: ({ lastTookMs }) => lastTookMs },
    cell: ({ lastTookMs }) => (lastTookMs === null ? '–' : milliseconds(lastTookMs)),
  },
  { name: 'runs', label: texts.runs, cell: ({ runs }) => exact(runs), by: ({ runs }) => runs },
  {
    name: 'failures',
    label: texts.failed,
    by: ({ failures }) => failures,
    cell: ({ failures }) => (
      <span className={failures > 0 ? 'font-medium text-bad' : 'text-ink-3'}>{exact(failures)}</span>
    ),
  },
];

/** Background work of this process. */
export function JobTable({ jobs }: { jobs: SystemReport['jobs'] }) {
  const { timezone } = usePanel();
  return (
    <Section
      id={PARTS.jobs}
      title={texts.jobs}
      note={texts.inTheBackground}
      aside={
        jobs.length > 0 && (
          <SaveButton
            what={texts.everyJobsRuns}
            name={['jobs']}
            rows={() => tableRows(columnsOf(timezone), jobs)}
          />
        )
      }
    >
      {jobs.length === 0 ? (
        <p className="panel p-4 text-ink-2">{texts.thisProcessRunsNo}</p>
      ) : (
        <DataTable
          label={texts.runsByJob}
          columns={columnsOf(timezone)}
          rows={jobs}
          keyOf={({ name }) => name}
          className="panel"
        />
      )}
    </Section>
  );
}

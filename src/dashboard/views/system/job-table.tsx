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
  if (running) return { text: 'running', tone: 'text-ink' };
  if (lastError !== null) return { text: `failed: ${lastError}`, tone: 'font-medium text-bad' };
  return runs === 0 ? { text: 'not yet', tone: 'text-ink-3' } : { text: 'done', tone: 'text-good' };
}

const columnsOf = (zone: string): readonly Column<Job>[] => [
  {
    name: 'name',
    label: 'Job',
    cell: ({ name }) => <span className="inline-block first-letter:uppercase">{name}</span>,
    by: ({ name }) => name,
  },
  {
    name: 'state',
    label: 'Last run',
    align: 'left',
    file: { 'Last run': (job) => stateOf(job).text },
    cell: (job) => {
      const { text, tone } = stateOf(job);
      return <span className={tone}>{text}</span>;
    },
  },
  {
    name: 'started',
    label: 'Began',
    by: ({ lastStartedAt }) => lastStartedAt,
    cell: ({ lastStartedAt }) =>
      lastStartedAt === null ? '–' : <span title={moment(lastStartedAt, zone)}>{ago(lastStartedAt)}</span>,
  },
  {
    name: 'took',
    label: 'Took',
    by: ({ lastTookMs }) => lastTookMs,
    file: { took_ms: ({ lastTookMs }) => lastTookMs },
    cell: ({ lastTookMs }) => (lastTookMs === null ? '–' : milliseconds(lastTookMs)),
  },
  { name: 'runs', label: 'Runs', cell: ({ runs }) => exact(runs), by: ({ runs }) => runs },
  {
    name: 'failures',
    label: 'Failed',
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
      title="Jobs"
      note="in the background"
      aside={
        jobs.length > 0 && (
          <SaveButton
            what="every job’s runs"
            name={['jobs']}
            rows={() => tableRows(columnsOf(timezone), jobs)}
          />
        )
      }
    >
      {jobs.length === 0 ? (
        <p className="panel p-4 text-ink-2">This process runs no background jobs.</p>
      ) : (
        <DataTable
          label="Runs by job"
          columns={columnsOf(timezone)}
          rows={jobs}
          keyOf={({ name }) => name}
          className="panel"
        />
      )}
    </Section>
  );
}

import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { moment } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { bytes, duration, milliseconds } from '../../format/size.ts';
import { PARTS } from '../../shell/health/troubles.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';

/** The process that answered: others behind the same address have their own numbers. */
export function ProcessPanel({ report }: { report: SystemReport }) {
  const { timezone } = usePanel();
  const { eventLoop, database, process, versions } = report;
  return (
    <Section id={PARTS.process} title="Process" note="the one that answered">
      <div className="panel px-4 py-2">
        <FactList
          facts={[
            { label: 'Up for', value: duration(report.uptime) },
            {
              label: 'Event loop, half · worst',
              definition: `How late timers fire, since ${moment(eventLoop.since, timezone)}`,
              value: `${milliseconds(eventLoop.p50)} · ${milliseconds(eventLoop.max)}`,
            },
            {
              label: 'Memory · heap in use',
              value: `${bytes(process.residentBytes)} · ${bytes(process.heapUsedBytes)}`,
            },
            {
              label: 'Connections, open · idle · wanted',
              definition: 'Of the pool to the database',
              value: `${exact(database.pool.open)} · ${exact(database.pool.idle)} · ${exact(database.pool.waiting)}`,
            },
            { label: 'joip-analytics', value: versions.program },
            { label: 'Node.js', value: versions.node },
            { label: 'PostgreSQL', value: versions.postgresql },
            ...(database.embedded ? [restartsOf(database.embedded, timezone)] : []),
          ]}
        />
      </div>
    </Section>
  );
}

type Embedded = NonNullable<SystemReport['database']['embedded']>;

const restartsOf = ({ restarts, lastEnd }: Embedded, timezone: string) => ({
  label: 'PostgreSQL, started again',
  definition: 'How often it ended by itself and was started again, since the process started',
  value: lastEnd
    ? `${exact(restarts)} · last ${moment(lastEnd.at, timezone)} (${lastEnd.why})`
    : exact(restarts),
});

import * as texts from '#texts/system.ts';
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
    <Section id={PARTS.process} title={texts.process} note={texts.oneAnswered}>
      <div className="panel px-4 py-2">
        <FactList
          facts={[
            { label: texts.upFor, value: duration(report.uptime) },
            {
              label: texts.eventLoopSpan,
              definition: texts.timersLateSince(moment(eventLoop.since, timezone)),
              value: `${milliseconds(eventLoop.p50)} · ${milliseconds(eventLoop.max)}`,
            },
            {
              label: texts.memoryHeapInUse,
              value: `${bytes(process.residentBytes)} · ${bytes(process.heapUsedBytes)}`,
            },
            {
              label: texts.connections,
              definition: texts.poolDatabase,
              value: `${exact(database.pool.open)} · ${exact(database.pool.idle)} · ${exact(database.pool.waiting)}`,
            },
            { label: 'joip-analytics', value: versions.program },
            { label: texts.nodeJs, value: versions.node },
            { label: texts.postgresql, value: versions.postgresql },
            ...(database.embedded ? [restartsOf(database.embedded, timezone)] : []),
          ]}
        />
      </div>
    </Section>
  );
}

type Embedded = NonNullable<SystemReport['database']['embedded']>;

const restartsOf = ({ restarts, lastEnd }: Embedded, timezone: string) => ({
  label: texts.postgresqlStartedAgain,
  definition: texts.howOftenEndedBy,
  value: lastEnd
    ? texts.lastEnded(exact(restarts), moment(lastEnd.at, timezone), lastEnd.why)
    : exact(restarts),
});

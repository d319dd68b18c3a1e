import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { exact } from '../../format/number.ts';
import { bytes, milliseconds, rate } from '../../format/size.ts';
import { Reading, Readings } from '../../ui/readings.tsx';

const Unit = ({ children }: { children: string }) => <span className="text-xs text-ink-3">{children}</span>;

const ms = (value: number | null) => (value === null ? '–' : milliseconds(value));

const queueWords = ({ queueFull, queued, queuedBytes }: SystemReport['ingest']) =>
  queueFull ? 'full: more is turned away' : queued === 0 ? 'empty' : bytes(queuedBytes);

/** Eight readings: what comes in, what goes out, what waits. */
export function VitalSigns({ report }: { report: SystemReport }) {
  const { requests, ingest, database, eventLoop, process } = report;
  const { last5Minutes: now, lastHour: hour } = requests;
  return (
    <Readings label="Vital signs" columns="grid-cols-2 md:grid-cols-4">
      <Reading
        label="Requests"
        definition="Answered a second, over the last 5 minutes."
        beside={<Unit>a second</Unit>}
        below={`${exact(hour.requests)} in the last hour`}
      >
        {rate(now.perSecond)}
      </Reading>
      <Reading
        label="Answer time"
        definition="95 of 100 requests of the last 5 minutes were answered at least this fast."
        beside={<Unit>p95</Unit>}
        below={`p50 ${ms(now.p50)} · p99 ${ms(now.p99)}`}
      >
        {ms(now.p95)}
      </Reading>
      <Reading
        label="Failed"
        definition="Answers of status 5xx in the last 5 minutes: the server's own errors."
        tone={now.serverErrors > 0 ? 'bad' : undefined}
        beside={<Unit>in 5 minutes</Unit>}
        below={`${exact(hour.serverErrors)} in the last hour · ${exact(hour.clientErrors)} refused`}
      >
        {exact(now.serverErrors)}
      </Reading>
      <Reading
        label="Event loop"
        definition="How late timers fire; 99 of 100 at most this late. High where the process is busy."
        beside={<Unit>p99</Unit>}
        below={`worst ${milliseconds(eventLoop.max)}`}
      >
        {milliseconds(eventLoop.p99)}
      </Reading>
      <Reading
        label="Activity"
        definition="Activities written to the database a second, over the last 5 minutes."
        beside={<Unit>a second</Unit>}
        below={`${exact(ingest.outcomes.committed)} since the start`}
      >
        {rate(ingest.perSecond)}
      </Reading>
      <Reading
        label="Lag"
        definition="Age of the oldest activity that is not yet written."
        below={ingest.lagMs === 0 ? 'nothing waits' : 'until written'}
      >
        {milliseconds(ingest.lagMs)}
      </Reading>
      <Reading
        label="Queue"
        definition="Activities that wait to be written."
        tone={ingest.queueFull ? 'bad' : undefined}
        below={queueWords(ingest)}
      >
        {exact(ingest.queued)}
      </Reading>
      <Reading
        label="Memory"
        definition="Of this process, as the operating system counts it."
        below={`database ${bytes(database.bytes)}`}
      >
        {bytes(process.residentBytes)}
      </Reading>
    </Readings>
  );
}

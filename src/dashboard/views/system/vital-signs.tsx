import * as texts from '#texts/system.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { exact } from '../../format/number.ts';
import { bytes, milliseconds, rate } from '../../format/size.ts';
import { Reading, Readings } from '../../ui/readings.tsx';
import { percentileWords } from './percentile.ts';

const Unit = ({ title, children }: { title?: string | undefined; children: string }) => (
  <span title={title} className="text-xs text-ink-3">
    {children}
  </span>
);

const ms = (value: number | null) => (value === null ? '–' : milliseconds(value));

const queueWords = ({ queueFull, queued, queuedBytes }: SystemReport['ingest']) =>
  queueFull ? texts.fullMoreTurnedAway : queued === 0 ? texts.empty : bytes(queuedBytes);

/** Eight readings: what comes in, what goes out, what waits. */
export function VitalSigns({ report }: { report: SystemReport }) {
  const { requests, ingest, database, eventLoop, process } = report;
  const { last5Minutes: now, lastHour: hour } = requests;
  const p95 = percentileWords('p95', now.requests);
  const p99 = percentileWords('p99', now.requests);
  return (
    <Readings label={texts.vitalSigns} columns="grid-cols-2 md:grid-cols-4">
      <Reading
        label={texts.requests}
        definition={texts.answeredSecondOverLast}
        beside={<Unit>{texts.aSecond}</Unit>}
        below={texts.inLastHour(exact(hour.requests))}
      >
        {rate(now.perSecond)}
      </Reading>
      <Reading
        label={texts.answerTime}
        definition={texts.answeredThisFastOf100}
        beside={<Unit title={p95.why}>{p95.label}</Unit>}
        below={`p50 ${ms(now.p50)} · ${p99.why ? '' : 'p99 '}${ms(now.p99)}${p99.why ? ` ${p99.label}` : ''}`}
      >
        {ms(now.p95)}
      </Reading>
      <Reading
        label={texts.failed}
        definition={texts.answersStatus5xxIn}
        tone={now.serverErrors > 0 ? 'bad' : undefined}
        beside={<Unit>{texts.in5Minutes}</Unit>}
        below={texts.inLastHourRefused(exact(hour.serverErrors), exact(hour.clientErrors))}
      >
        {exact(now.serverErrors)}
      </Reading>
      <Reading
        label={texts.eventLoop}
        definition={texts.timersLate}
        beside={<Unit>{texts.p99}</Unit>}
        below={texts.worst(milliseconds(eventLoop.max))}
      >
        {milliseconds(eventLoop.p99)}
      </Reading>
      <Reading
        label={texts.activity}
        definition={texts.activitiesWrittenDatabaseSecond}
        beside={<Unit>{texts.aSecond}</Unit>}
        below={texts.sinceTheStart(exact(ingest.outcomes.committed))}
      >
        {rate(ingest.perSecond)}
      </Reading>
      <Reading
        label={texts.lag}
        definition={texts.ageOldestActivityNot}
        below={ingest.lagMs === 0 ? texts.nothingWaits : texts.untilWritten}
      >
        {milliseconds(ingest.lagMs)}
      </Reading>
      <Reading
        label={texts.queue}
        definition={texts.activitiesWaitBeWritten}
        tone={ingest.queueFull ? 'bad' : undefined}
        below={queueWords(ingest)}
      >
        {exact(ingest.queued)}
      </Reading>
      <Reading
        label={texts.memory}
        definition={texts.thisProcessAsOperating}
        below={texts.databaseSize(bytes(database.bytes))}
      >
        {bytes(process.residentBytes)}
      </Reading>
    </Readings>
  );
}

import * as texts from '#texts/system.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { exact } from '../../format/number.ts';
import { bytes } from '../../format/size.ts';
import { PARTS } from '../../shell/health/troubles.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';

type Outcome = keyof SystemReport['ingest']['outcomes'];

const OUTCOMES: Readonly<Record<Outcome, { label: string; definition: string }>> = {
  committed: { label: texts.written, definition: texts.writtenMeans },
  duplicate: { label: texts.duplicates, definition: texts.duplicatesMean },
  spooled: { label: texts.spooledCount, definition: texts.spooledMeans },
  dead_letter: { label: texts.deadLettersCount, definition: texts.deadLettersMean },
  erased: { label: texts.ofErasedUsers, definition: texts.erasedMean },
  refused: {
    label: texts.refusedCount,
    definition: texts.refusedMean,
  },
};

/** What became of the activity that came in, and what still waits. */
export function IngestPanel({ ingest }: { ingest: SystemReport['ingest'] }) {
  const outcomes = Object.keys(OUTCOMES) as Outcome[];
  return (
    <Section id={PARTS.ingest} title={texts.ingest} note={texts.sinceProcessStarted}>
      <div className="panel px-4 py-2">
        <FactList
          facts={[
            ...outcomes.map((name) => ({ ...OUTCOMES[name], value: exact(ingest.outcomes[name]) })),
            {
              label: texts.queued,
              definition: texts.queuedMeans,
              value: ingest.queued === 0 ? '0' : `${exact(ingest.queued)} · ${bytes(ingest.queuedBytes)}`,
            },
            ...spoolFacts(ingest),
            {
              label: texts.pending,
              definition: texts.pendingMeans,
              value: exact(ingest.pending),
            },
          ]}
        />
      </div>
    </Section>
  );
}

/** Nothing where nothing can wait on a disk. */
function spoolFacts({ spool }: SystemReport['ingest']) {
  if (!spool) return [];
  const { activities, bytes: size, failing } = spool;
  const waits = activities === 0 ? '0' : `${exact(activities)} · ${bytes(size)}`;
  const value = failing ? `${waits} · ${texts.diskFails}` : waits;
  return [{ label: texts.onDisk, definition: texts.onDiskMeans, value }];
}

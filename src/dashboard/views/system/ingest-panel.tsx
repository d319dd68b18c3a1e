import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { exact } from '../../format/number.ts';
import { bytes } from '../../format/size.ts';
import { PARTS } from '../../shell/health/troubles.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';

type Outcome = keyof SystemReport['ingest']['outcomes'];

const OUTCOMES: Readonly<Record<Outcome, { label: string; definition: string }>> = {
  committed: { label: 'Written', definition: 'In the database, counted' },
  duplicate: { label: 'Known already', definition: 'Sent again, as after a lost answer; counted once' },
  dead_letter: { label: 'Set aside', definition: 'Could not be counted: see the dead letters' },
  erased: { label: 'Of erased users', definition: 'Counted as late, not kept' },
  refused: {
    label: 'Turned away',
    definition: 'The queue was full or the database away; the sender was told to try again',
  },
};

/** What became of the activity that came in, and what still waits. */
export function IngestPanel({ ingest }: { ingest: SystemReport['ingest'] }) {
  const outcomes = Object.keys(OUTCOMES) as Outcome[];
  return (
    <Section id={PARTS.ingest} title="Ingest" note="since the process started">
      <div className="panel px-4 py-2">
        <FactList
          facts={[
            ...outcomes.map((name) => ({ ...OUTCOMES[name], value: exact(ingest.outcomes[name]) })),
            {
              label: 'In the queue',
              definition: 'Waits to be written',
              value: ingest.queued === 0 ? '0' : `${exact(ingest.queued)} · ${bytes(ingest.queuedBytes)}`,
            },
            {
              label: 'To be folded in',
              definition: 'Came with transactions of the platform, not counted yet',
              value: exact(ingest.pending),
            },
          ]}
        />
      </div>
    </Section>
  );
}

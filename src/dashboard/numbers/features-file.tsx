import * as texts from '#texts/numbers.ts';
import type { UsageSummary } from '../../contract/reports.ts';
import { dayIn } from '../format/date.ts';
import { SaveButton } from '../ui/save-button.tsx';
import { featureRows } from './feature-rows.ts';

/** Every feature's actions, counters and distributions, or one feature's, to take along. */
export default function FeaturesFile({ usage, only }: { usage: UsageSummary; only?: string | undefined }) {
  return (
    <SaveButton
      what={only ? texts.actionsCountersThisFeature : texts.actionsCountersEveryFeature}
      name={[only ?? 'features', dayIn(usage.meta.timezone, usage.meta.start)]}
      rows={() => featureRows(usage.features.filter(({ feature }) => !only || feature === only))}
    />
  );
}

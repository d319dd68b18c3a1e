import * as texts from '#texts/features.ts';
import type { UsageSummary } from '../../../contract/reports.ts';
import DistributionList from '../../numbers/distribution-list.tsx';
import FeaturesFile from '../../numbers/features-file.tsx';
import { Section } from '../../ui/section.tsx';
import { FeatureList } from './feature-list.tsx';
import { WhatChanged } from './what-changed.tsx';

/** What the features of the range were used for, and how. */
export default function FeaturesSection({ summary }: { summary: UsageSummary | undefined }) {
  return (
    <div className="below grid grid-cols-1 gap-6 xl:grid-cols-12">
      <Section
        title={texts.features}
        note={texts.byActivities}
        aside={summary && <FeaturesFile usage={summary} />}
        className="xl:col-span-7"
      >
        <FeatureList features={summary?.features} />
      </Section>
      <div className="xl:col-span-5">
        <DistributionList
          features={summary?.features}
          asideOf={(name) => <WhatChanged by={name} className="text-sm" />}
        />
      </div>
    </div>
  );
}

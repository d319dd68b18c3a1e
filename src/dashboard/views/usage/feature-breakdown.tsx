import * as texts from '#texts/usage.ts';
import { own } from '../../../catalogue/own.ts';
import type { FeatureUsage } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { DistributionBars } from '../../numbers/distribution-list.tsx';
import { groupKey } from '../../numbers/group-key.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { OTHER } from '../../numbers/opened/opened.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Amount } from '../../ui/amount.tsx';
import { FeatureIcon, featureLabel } from '../../ui/feature-icon.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { TrendBadge } from '../../ui/trend-badge.tsx';

interface BreakdownProps {
  readonly features: readonly FeatureUsage[] | undefined;
  /** Show this feature alone. */
  readonly only?: string | undefined;
}

/** A card a feature: what it counts, and how its values are spread. */
export function FeatureBreakdown({ features, only }: BreakdownProps) {
  if (!features) return <Skeleton className="h-96 w-full" />;
  const shown = features.filter((f) => !only || f.feature === only);
  return (
    <div className="gap-3 md:columns-2 xl:columns-3" data-tint="features">
      {shown.map((feature) => (
        <Card key={feature.feature} feature={feature} />
      ))}
    </div>
  );
}

function Card({ feature }: { feature: FeatureUsage }) {
  const { breakdowns, actions, features } = usePanel().catalogue;
  const label = featureLabel(features, feature.feature);
  /** Other features have it, too: their activities aren't of this card. */
  const isShared = (breakdown: string) =>
    breakdowns[breakdown]?.actions.some((name) => actions[name]?.feature !== feature.feature);
  const lines = useLines(feature);
  return (
    <article aria-label={label} className="panel panel-tint mb-3 break-inside-avoid p-4">
      <h3 className="flex items-center gap-2.5">
        <FeatureIcon icon={feature.icon} className="size-4.5 text-tint" />
        <span className="flex-1 truncate font-medium">{label}</span>
        <TrendBadge trend={feature.trend} />
        <span className="text-lg font-semibold tracking-tight">
          <RowsLink of={keyOf.feature(feature.feature)} count={feature.activities}>
            <Amount value={feature.activities} />
          </RowsLink>
        </span>
      </h3>
      <dl className="mt-2 text-sm">
        {lines.map(({ of, label, value }) => (
          <div key={of} className="flex justify-between gap-3 border-t border-line py-1">
            <dt className="truncate text-ink-2">{label}</dt>
            <dd>
              <RowsLink of={of} count={value}>
                <Amount value={value} />
              </RowsLink>
            </dd>
          </div>
        ))}
      </dl>
      {Object.entries(feature.distributions).map(([name, values]) => (
        <div key={name} className="mt-3">
          <h4 className="mb-2 text-xs text-ink-3">{texts.distribution(breakdowns[name]?.label ?? name)}</h4>
          <DistributionBars
            breakdown={name}
            values={values}
            openedBy={(value) =>
              isShared(name) && value !== OTHER
                ? groupKey({}, { feature: feature.feature, [name]: value })
                : keyOf.value(name, value)
            }
          />
        </div>
      ))}
    </article>
  );
}

/** Its counters; a feature that has none tells its actions. Values of a breakdown have their bars instead. */
function useLines(feature: FeatureUsage): { of: string; label: string; value: number | null }[] {
  const { counters, actions } = usePanel().catalogue;
  const names = Object.keys(feature.counters);
  if (names.length === 0)
    return feature.actions.map(({ action, count }) => ({
      of: keyOf.action(action),
      label: actions[action]?.label ?? action,
      value: count,
    }));
  return names.map((name) => ({
    of: keyOf.counter(name),
    label: counters[name]?.label ?? name,
    value: own(feature.counters, name) ?? null,
  }));
}

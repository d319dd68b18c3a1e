import { Link } from '@tanstack/react-router';
import * as texts from '#texts/features.ts';
import type { FeatureUsage } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { neighbours, share } from '../../format/number.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Bar } from '../../ui/bar.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FeatureIcon, featureLabel } from '../../ui/feature-icon.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { TrendBadge } from '../../ui/trend-badge.tsx';

/** Features by how much they are used; each opens to its actions. */
export function FeatureList({ features }: { features: readonly FeatureUsage[] | undefined }) {
  if (!features) return <Skeleton className="h-80 w-full" />;
  const ordered = [...features].sort((a, b) => b.activities - a.activities);
  const total = ordered.reduce((sum, f) => sum + f.activities, 0);
  return (
    <ul className="panel divide-y divide-line overflow-hidden" data-tint="features">
      {ordered.map((feature, i) => (
        <li key={feature.feature}>
          <Feature
            feature={feature}
            beside={neighbours(ordered, i).map((each) => each.activities)}
            total={total}
            most={ordered[0]?.activities ?? 0}
          />
        </li>
      ))}
    </ul>
  );
}

interface FeatureProps {
  readonly feature: FeatureUsage;
  /** Activities of those above and below. */
  readonly beside: readonly number[];
  readonly total: number;
  readonly most: number;
}

function Feature({ feature, beside, total, most }: FeatureProps) {
  const { operator, catalogue } = usePanel();
  const label = featureLabel(catalogue.features, feature.feature);
  return (
    <details className="group">
      <summary className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 px-4 py-2.5 -outline-offset-2 hover:bg-sunken/60">
        <span className="flex size-8 items-center justify-center rounded-md bg-tint/10 text-tint">
          <FeatureIcon icon={feature.icon} />
        </span>
        <span className="min-w-0">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-medium">{label}</span>
            <span className="text-xs text-ink-3">{share(feature.activities, total, beside)}</span>
          </span>
          <Bar part={most ? feature.activities / most : 0} className="mt-1.5" />
        </span>
        <span className="flex min-w-18 items-center justify-end gap-2 sm:w-40">
          <span className="flex flex-col items-end sm:flex-row-reverse sm:items-center sm:gap-3">
            <span className="text-end font-medium sm:w-14">
              <Amount value={feature.activities} beside={beside} />
            </span>
            <TrendBadge trend={feature.trend} />
          </span>
          <Disclosure className="size-4" />
        </span>
      </summary>
      <div className="px-4 pb-3 ps-15">
        <dl className="grid gap-x-8 text-sm sm:grid-cols-2">
          {feature.actions.map(({ action, count }, i) => (
            <div key={action} className="flex justify-between border-b border-line py-1">
              <dt className="truncate text-ink-2">{catalogue.actions[action]?.label ?? action}</dt>
              <dd>
                <RowsLink of={keyOf.action(action)} count={count}>
                  <Amount value={count} beside={neighbours(feature.actions, i).map((each) => each.count)} />
                </RowsLink>
              </dd>
            </div>
          ))}
        </dl>
        <RowsLink
          of={keyOf.feature(feature.feature)}
          count={feature.activities}
          className="link mt-2.5 me-5 inline-block text-sm"
        >
          {texts.activitiesIn(label)}
        </RowsLink>
        {operator.role === 'admin' && (
          <Link
            to="/usage"
            search={(previous) => ({ ...carried(previous as Raw), feature: feature.feature })}
            className="link mt-2.5 inline-block text-sm"
          >
            {texts.whoUsed(label)}
          </Link>
        )}
      </div>
    </details>
  );
}

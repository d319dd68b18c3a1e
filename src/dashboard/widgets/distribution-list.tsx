import type { Distribution, FeatureUsage } from '../../contract/reports.ts';
import { usePanel } from '../api/panel-context.ts';
import { exact, percent } from '../format/number.ts';
import { keyOf } from '../metrics/opened.ts';
import { Amount } from '../ui/amount.tsx';
import { Bar } from '../ui/bar.tsx';
import { Section } from '../ui/section.tsx';
import { Skeleton } from '../ui/states.tsx';
import { RowsLink } from './rows-link.tsx';

/** Each declared breakdown (theme, layout) with its values. */
export function DistributionList({ features }: { features: readonly FeatureUsage[] | undefined }) {
  const { breakdowns } = usePanel().catalogue;
  if (!features) return <Skeleton className="mt-10 h-80 w-full" />;
  const distributions = features.flatMap((feature) => Object.entries(feature.distributions));
  return (
    <div className="flex flex-col gap-6">
      {distributions.map(([name, values]) => (
        <Section
          key={name}
          title={breakdowns[name]?.label ?? name}
          note={`${exact(totalOf(values))} counted`}
        >
          <div className="panel p-4">
            <DistributionBars breakdown={name} values={values} />
          </div>
        </Section>
      ))}
    </div>
  );
}

const totalOf = (values: Distribution) => values.reduce((sum, v) => sum + v.count, 0);

export function DistributionBars({ breakdown, values }: { breakdown: string; values: Distribution }) {
  const total = totalOf(values);
  return (
    <ul className="flex flex-col gap-2.5" data-tint="features">
      {values.map(({ value, label, count }) => (
        <li key={value} className="grid grid-cols-[minmax(5rem,9rem)_1fr_5.5rem] items-center gap-3 text-sm">
          <span className="truncate" title={label}>
            {label}
          </span>
          <Bar part={total ? count / total : 0} />
          <span className="flex justify-end gap-2">
            <RowsLink of={keyOf.value(breakdown, value)} count={count} label={`${label}: ${exact(count)}`}>
              <Amount value={count} />
            </RowsLink>
            <span className="w-11 text-right text-ink-3">{percent(total ? count / total : 0)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

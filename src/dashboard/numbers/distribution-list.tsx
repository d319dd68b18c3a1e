import type { ReactNode } from 'react';
import * as texts from '#texts/numbers.ts';
import { own } from '../../catalogue/own.ts';
import type { Distribution, FeatureUsage } from '../../contract/reports.ts';
import { usePanel } from '../data/panel-context.ts';
import { exact, neighbours, share } from '../format/number.ts';
import { Amount } from '../ui/amount.tsx';
import { Bar } from '../ui/bar.tsx';
import { Section } from '../ui/section.tsx';
import { Skeleton } from '../ui/states.tsx';
import { distributionsOf } from './distributions.ts';
import { keyOf } from './opened/keys.ts';
import { RowsLink } from './opened/rows-link.tsx';

interface DistributionListProps {
  readonly features: readonly FeatureUsage[] | undefined;
  /** Beside the name of a breakdown. */
  readonly asideOf: (breakdown: string) => ReactNode;
}

/** Each declared breakdown (theme, layout) with its values. */
export default function DistributionList({ features, asideOf }: DistributionListProps) {
  const { breakdowns } = usePanel().catalogue;
  if (!features) return <Skeleton className="mt-10 h-80 w-full" />;
  return (
    <div className="flex flex-col gap-6">
      {distributionsOf(features).map(([name, values]) => (
        <Section
          key={name}
          title={breakdowns[name]?.label ?? name}
          note={texts.counted(exact(totalOf(values)))}
          aside={asideOf(name)}
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

/** So many values stand at once; the others come on demand. */
const SHOWN = 8;

interface BarsProps {
  readonly breakdown: string;
  readonly values: Distribution;
  /** What a value's number opens; all activities with that value unless told. */
  readonly openedBy?: (value: string) => string;
}

export function DistributionBars({ breakdown, values, openedBy }: BarsProps) {
  const total = totalOf(values);
  const { breakdowns } = usePanel().catalogue;
  const bars = (some: Distribution) => (
    <ul className="flex flex-col gap-2.5" data-tint="features">
      {some.map(({ value, count, label: told }, i) => {
        const label = own(own(breakdowns, breakdown)?.values ?? {}, value) ?? told;
        const beside = neighbours(some, i).map((each) => each.count);
        return (
          <li
            key={value}
            className="grid grid-cols-[minmax(5rem,9rem)_1fr_5.5rem] items-center gap-3 text-sm"
          >
            <span className="truncate" title={label}>
              {label}
            </span>
            <Bar part={total ? count / total : 0} />
            <span className="flex justify-end gap-2">
              <RowsLink
                of={openedBy?.(value) ?? keyOf.value(breakdown, value)}
                count={count}
                label={`${label}: ${exact(count)}`}
              >
                <Amount value={count} beside={beside} />
              </RowsLink>
              <span className="w-11 text-end text-ink-3">{share(count, total, beside)}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
  // A line that says “1 more” takes as much room as the one it hides.
  if (values.length <= SHOWN + 1) return bars(values);
  return (
    <>
      {bars(values.slice(0, SHOWN))}
      <details className="mt-3">
        <summary className="link mb-2.5 w-fit text-xs text-ink-2">
          {texts.moreCounted(exact(values.length - SHOWN), exact(totalOf(values.slice(SHOWN))))}
        </summary>
        {bars(values.slice(SHOWN))}
      </details>
    </>
  );
}

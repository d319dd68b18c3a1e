import * as texts from '#texts/user.ts';
import { own } from '../../../catalogue/own.ts';
import type { UserUsage } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { dayIn } from '../../format/date.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Amount } from '../../ui/amount.tsx';
import { FeatureIcon } from '../../ui/feature-icon.tsx';
import type { TableFile } from '../../ui/save-button.tsx';

type Value = string | number | null | undefined;
const numberOf = (value: Value): number | null => (typeof value === 'number' ? value : null);

/** Every counter for a file. */
export const countersFile = (lifetime: UserUsage['usageStats'], ranged: UserUsage): TableFile => ({
  what: texts.everyCounter,
  name: [ranged.userId, 'counters', dayIn(ranged.meta.timezone, ranged.meta.start)],
  rows: () => [
    ['counter', 'in_range', 'ever'],
    ...Object.keys(lifetime)
      .filter((name) => typeof lifetime[name] === 'number')
      .map((name) => [name, numberOf(own(ranged.rangeStats, name)), numberOf(lifetime[name])]),
  ],
});

interface CountersProps {
  readonly lifetime: UserUsage['usageStats'];
  readonly ranged: UserUsage;
}

/** Every counter, in the range and ever, under its feature. */
export function UserCounters({ lifetime, ranged }: CountersProps) {
  const { features, counters } = usePanel().catalogue;
  const groups = Object.entries(features)
    .map(([feature, def]) => ({
      feature,
      ...def,
      names: Object.keys(counters).filter((name) => counters[name]?.feature === feature),
    }))
    .filter(({ names, feature }) => names.length > 0 || ranged.byFeature[feature]);
  return (
    <div className="panel overflow-clip">
      <table className="w-full text-sm">
        <thead className="bg-sunken text-xs text-ink-2">
          <tr>
            <th scope="col" className="px-4 py-2 text-start font-medium">
              {texts.counter}
            </th>
            <th scope="col" className="px-2 py-2 text-end font-medium">
              {texts.inRange}
            </th>
            <th scope="col" className="py-2 pe-4 ps-2 text-end font-medium">
              {texts.allTime}
            </th>
          </tr>
        </thead>
        <tbody className="border-b border-line">
          <Row
            name={texts.totalActivity}
            of={keyOf.totalActivity}
            who={ranged.userId}
            now={ranged.meta.computedAt}
            range={numberOf(ranged.rangeStats?.totalActivity)}
            ever={numberOf(lifetime.totalActivity)}
          />
        </tbody>
        {groups.map(({ feature, label, icon, names }) => (
          <tbody key={feature} data-tint="features" className="border-b border-line last:border-0">
            <tr>
              <th scope="rowgroup" className="px-4 pt-3 pb-1 text-start font-medium">
                <span className="flex items-center gap-2">
                  <FeatureIcon icon={icon} className="size-4 text-tint" />
                  {label}
                </span>
              </th>
              <td className="px-2 pt-3 pb-1 text-end text-xs text-ink-3" title={texts.activitiesInRange}>
                <RowsLink
                  of={keyOf.feature(feature)}
                  who={ranged.userId}
                  count={own(ranged.byFeature, feature) ?? 0}
                >
                  <Amount value={own(ranged.byFeature, feature) ?? 0} />
                </RowsLink>
              </td>
              <td />
            </tr>
            {names.map((name) => (
              <Row
                key={name}
                name={counters[name]?.label ?? name}
                of={keyOf.counter(name)}
                who={ranged.userId}
                now={ranged.meta.computedAt}
                range={numberOf(own(ranged.rangeStats, name))}
                ever={numberOf(lifetime[name])}
                indented
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly range: number | null;
  readonly ever: number | null;
  readonly indented?: boolean;
  /** Key of the number, where its rows can be listed. */
  readonly of?: string;
  readonly who?: string;
  /** What is counted ever is counted up to here. */
  readonly now?: string;
}

function Row(props: RowProps) {
  const quiet = (value: number | null) => (value === 0 ? 'text-ink-3' : '');
  return (
    <tr>
      <th
        scope="row"
        className={`py-1 pe-2 text-start font-normal text-ink-2 ${props.indented ? 'ps-10' : 'ps-4'}`}
      >
        {props.name}
      </th>
      <td className={`px-2 py-1 text-end ${quiet(props.range)}`}>
        <RowsLink of={props.of ?? ''} who={props.who} count={props.range}>
          <Amount value={props.range} />
        </RowsLink>
      </td>
      <td className={`py-1 pe-4 ps-2 text-end ${quiet(props.ever)}`}>
        <RowsLink of={props.of ?? ''} who={props.who} until={props.now} count={props.ever}>
          <Amount value={props.ever} />
        </RowsLink>
      </td>
    </tr>
  );
}

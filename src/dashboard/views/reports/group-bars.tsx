import * as texts from '#texts/reports.ts';
import type { Group } from '../../../contract/reports.ts';
import type { Pairs } from '../../data/url/pairs.ts';
import { exact } from '../../format/number.ts';
import { groupKey } from '../../numbers/group-key.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { TrendBadge } from '../../ui/trend-badge.tsx';

interface GroupBarsProps {
  readonly groups: readonly Group[];
  readonly filters: Pairs;
  readonly opens: boolean;
  readonly label: (group: Group) => string;
}

/** Groups drawn at most; the table has them all. */
const DRAWN = 30;

/** A bar a group, over a paler one of what it was in the comparison. */
export function GroupBars({ groups, filters, opens, label }: GroupBarsProps) {
  const drawn = groups.slice(0, DRAWN);
  const most = Math.max(1, ...drawn.flatMap(({ count, previous }) => [count, previous ?? 0]));
  const compared = drawn.some(({ previous }) => previous !== null);
  return (
    <>
      <ul className="flex flex-col gap-2 p-4" data-tint="features">
        {drawn.map((group) => (
          <li
            key={JSON.stringify(group.key)}
            className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 text-sm sm:grid-cols-[13rem_1fr_5rem_4.5rem]"
          >
            <span className="truncate text-ink-2" title={label(group)}>
              {label(group)}
            </span>
            <span className="flex flex-col gap-0.5 max-sm:order-last max-sm:col-span-2" aria-hidden="true">
              <Length part={group.count / most} className="h-2.5 bg-tint" />
              {group.previous !== null && <Length part={group.previous / most} className="h-1 bg-ink-3/35" />}
            </span>
            <span className="text-end font-medium">
              {opens ? (
                <RowsLink of={groupKey(filters, group.key)} count={group.count}>
                  {exact(group.count)}
                </RowsLink>
              ) : (
                exact(group.count)
              )}
            </span>
            <span className="max-sm:hidden">
              <TrendBadge trend={group.trend} />
            </span>
          </li>
        ))}
      </ul>
      <p className="px-4 pb-3 text-xs text-ink-3">
        {compared && texts.thinBarComparison}
        {groups.length > DRAWN && texts.largestTableHasThem(exact(DRAWN), exact(groups.length))}
      </p>
    </>
  );
}

const Length = ({ part, className }: { part: number; className: string }) => (
  <span className={`block min-w-px rounded-xs ${className}`} style={{ width: `${part * 100}%` }} />
);

import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import * as texts from '#texts/reports.ts';
import type { Meta } from '../../../contract/common.ts';
import type { Group } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import type { Pairs } from '../../data/url/pairs.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { exact, share as shareOf, signed } from '../../format/number.ts';
import { daySpan, groupKey } from '../../numbers/group-key.ts';
import { capital, groupingLabel, partOf } from '../../numbers/groupings.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Bar } from '../../ui/bar.tsx';
import { type Column, DataTable, type Order } from '../../ui/data-table.tsx';
import { TrendBadge } from '../../ui/trend-badge.tsx';

interface GroupTableProps {
  readonly by: readonly string[];
  readonly groups: readonly Group[];
  readonly filters: Pairs;
  /** Activities of the whole report. */
  readonly whole: number | null;
  readonly meta: Meta;
  /** Groups of an anonymised report open nobody's rows. */
  readonly opens: boolean;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

/** A group a row: its count opens its activities. */
export function GroupTable({ by, groups, filters, whole, meta, opens, ...ordering }: GroupTableProps) {
  const { catalogue } = usePanel();
  const most = useMemo(() => Math.max(1, ...groups.map(({ count }) => count)), [groups]);
  const share: Column<Group> = {
    name: 'share',
    label: texts.share,
    align: 'start',
    definition: texts.activitiesThisReport,
    cell: ({ count }, beside) => (
      <span className="flex items-center gap-3">
        <span className="w-13 text-end text-xs text-ink-3">
          {shareOf(
            count,
            whole ?? 0,
            beside.map((each) => each.count),
          )}
        </span>
        <Bar part={count / most} className="w-20 lg:w-44" />
      </span>
    ),
  };
  const columns: Column<Group>[] = [
    ...by.map(
      (name): Column<Group> => ({
        name,
        label: capital(groupingLabel(name, catalogue)),
        align: 'start',
        by: (group) => partOf(group, name, catalogue),
        cell: (group) => {
          const part = partOf(group, name, catalogue);
          return group.user && name === 'user' ? <UserLink user={group.user}>{part}</UserLink> : part;
        },
      }),
    ),
    {
      name: 'count',
      label: texts.activities,
      by: ({ count }) => count,
      cell: ({ key, count }) =>
        opens ? (
          <RowsLink of={groupKey(filters, spanned(key, meta))} count={count} className="font-medium">
            {exact(count)}
          </RowsLink>
        ) : (
          exact(count)
        ),
    },
  ];
  const before = ({ key, previous }: Group) => {
    const told = <span className="text-ink-3">{previous === null ? '–' : exact(previous)}</span>;
    if (!opens || !meta.comparison) return told;
    const { start, end } = meta.comparison;
    return (
      <RowsLink of={groupKey(filters, key)} since={start} until={end} count={previous}>
        {told}
      </RowsLink>
    );
  };
  const compared = groups.some(({ previous }) => previous !== null);
  return (
    <div data-tint="features">
      <DataTable
        label={texts.groups}
        columns={[...columns, ...(compared ? comparedColumns(before) : []), share]}
        rows={groups}
        keyOf={({ key }) => JSON.stringify(key)}
        {...ordering}
      />
    </div>
  );
}

/** A group's key as its rows are asked for. */
export const spanned = ({ day, ...key }: Group['key'], meta: Meta): Pairs =>
  day === undefined ? key : { ...key, ...daySpan(day, meta) };

function UserLink({ user, children }: { user: NonNullable<Group['user']>; children: string }) {
  const { userId, email } = user;
  return (
    <>
      <Link
        to="/users/$userId"
        params={{ userId }}
        search={(previous) => carried(previous as Raw)}
        title={userId}
        className="hover:underline"
      >
        {children}
      </Link>
      {email && email !== children && <span className="ms-2 text-xs text-ink-3">{email}</span>}
    </>
  );
}

const comparedColumns = (openBefore: (group: Group) => ReactNode): Column<Group>[] => [
  {
    name: 'change',
    label: texts.change,
    by: ({ trend }) => trend?.change ?? null,
    cell: ({ trend }) =>
      trend && (
        <span className="inline-flex items-baseline justify-end gap-2">
          <span className="text-ink-2">{signed(trend.change)}</span>
          <span className="w-16 text-start">
            <TrendBadge trend={trend} />
          </span>
        </span>
      ),
  },
  {
    name: 'previous',
    label: texts.before,
    by: ({ previous }) => previous,
    cell: openBefore,
  },
];

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import * as texts from '#texts/usage.ts';
import type { TopUser } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried, rangeSearch } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import { ago, moment } from '../../format/date.ts';
import { COUNT, exact, human, neighbours } from '../../format/number.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Bar } from '../../ui/bar.tsx';
import { FeatureIcon, featureIcon, featureLabel } from '../../ui/feature-icon.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { usersQuery } from './users-query.ts';

const GRID =
  'max-sm:-mx-4 max-sm:flex max-sm:snap-x max-sm:scroll-px-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:pb-1 grid gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5 max-sm:*:w-64 max-sm:*:shrink-0 max-sm:*:snap-start';

/** The five most active, whatever page, order or search the table shows. */
export function TopUsers({ search }: { search: UsageSearch }) {
  const list = useQuery(usersQuery({ ...rangeSearch(search as Raw), feature: search.feature }));
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  if (!list.data)
    return (
      <div className={GRID}>
        {[1, 2, 3, 4, 5].map((n) => (
          <Skeleton key={n} className="h-71.5" />
        ))}
      </div>
    );
  const { topUsers, meta } = list.data;
  if (topUsers.length === 0) return <p className="panel p-4 text-ink-2">{texts.nobodyWasActiveIn}</p>;
  return (
    <ol className={GRID}>
      {topUsers.map((user, i) => (
        <Card
          key={user.userId}
          user={user}
          beside={neighbours(topUsers, i).map((each) => each.totalActivity)}
          rank={i + 1}
          zone={meta.timezone}
        />
      ))}
    </ol>
  );
}

const SHOWN = 4;

interface CardProps {
  readonly user: TopUser;
  /** Total activity of those ranked above and below. */
  readonly beside: readonly number[];
  readonly rank: number;
  readonly zone: string;
}

function Card({ user, beside, rank, zone }: CardProps) {
  const { features } = usePanel().catalogue;
  const parts = Object.entries(user.byFeature).sort(([, a], [, b]) => b - a);
  const most = parts[0]?.[1] ?? 0;
  return (
    <li
      data-tint="users"
      className="panel panel-tint relative flex flex-col p-4 transition-colors focus-within:border-edge hover:border-edge"
    >
      <div className="flex items-start gap-2.5">
        <Avatar name={user.name} userId={user.userId} url={user.avatarUrl} size="md" />
        <div className="min-w-0 flex-1">
          <Link
            to="/users/$userId"
            params={{ userId: user.userId }}
            search={(previous) => carried(previous as Raw)}
            className="block truncate py-px font-medium after:absolute after:inset-0"
          >
            {user.name ?? user.userId}
          </Link>
          <p className="truncate text-xs text-ink-3">{user.email ?? texts.notIdentified}</p>
        </div>
        <span className="text-sm font-medium text-ink-3" title={texts.rank(rank)}>
          <span className="sr-only">{texts.rankName} </span>
          {rank}
        </span>
      </div>
      <p className="mt-3 mb-3 flex items-baseline gap-2">
        <RowsLink
          of={keyOf.totalActivity}
          who={user.userId}
          count={user.totalActivity}
          className="relative z-10 text-2xl font-semibold tracking-tight"
        >
          <Amount value={user.totalActivity} beside={beside} />
        </RowsLink>
        <span className="text-xs text-ink-3">{texts.totalActivity}</span>
      </p>
      <ul className="mb-3 flex flex-col gap-1.5 text-xs">
        {parts.slice(0, SHOWN).map(([name, count], i) => (
          <li key={name} className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2">
            <FeatureIcon icon={featureIcon(features, name)} className="size-3.5 text-tint" />
            <span className="truncate text-ink-2">{featureLabel(features, name)}</span>
            <RowsLink of={keyOf.feature(name)} who={user.userId} count={count} className="relative z-10">
              {human(
                count,
                COUNT,
                neighbours(parts, i).map(([, n]) => n),
              )}
            </RowsLink>
            <Bar part={most ? count / most : 0} className="col-span-3 mt-0.5" />
          </li>
        ))}
        {parts.length > SHOWN && (
          <li className="text-ink-3">
            {texts.andInMore(
              exact(parts.slice(SHOWN).reduce((sum, [, n]) => sum + n, 0)),
              parts.length - SHOWN,
            )}
          </li>
        )}
      </ul>
      {user.lastActivityAt && (
        <p className="mt-auto text-xs text-ink-3" title={moment(user.lastActivityAt, zone)}>
          {texts.lastActive(ago(user.lastActivityAt))}
        </p>
      )}
    </li>
  );
}

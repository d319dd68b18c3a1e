import { Copy } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import * as seen from '#texts/one-user.ts';
import * as texts from '#texts/user.ts';
import type { UserUsage } from '../../../contract/reports.ts';
import { ago, date, dayIn, moment } from '../../format/date.ts';
import { Amount } from '../../ui/amount.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

interface UserProfileProps {
  readonly usage: UserUsage;
  readonly actions: ReactNode;
  /** Moves the range to a day. */
  readonly onDay: (day: string) => void;
}

/** Who the user is, and their life on the platform in a few facts. */
export function UserProfile({ usage, actions, onDay }: UserProfileProps) {
  const { user, usageStats, meta } = usage;
  const instant = (name: string) => (typeof usageStats[name] === 'string' ? String(usageStats[name]) : null);
  const total = usageStats.totalActivity;
  return (
    <section aria-label={texts.profile} data-tint="users" className="panel panel-tint p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Avatar name={user.name} userId={user.userId} url={user.avatarUrl} size="lg" />
        <div className="min-w-0 flex-1">
          <h1 className="truncate text-xl font-semibold tracking-tight">{user.name ?? user.userId}</h1>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-3">
            {user.email && <span className="truncate">{user.email}</span>}
            <span className="inline-flex min-w-0 items-center font-mono text-xs">
              <span className="truncate">{user.userId}</span>
              <Button
                look="icon"
                className="size-6!"
                aria-label={texts.copyTheId}
                onClick={() => navigator.clipboard?.writeText(user.userId)}
              >
                <Copy className="size-3" aria-hidden="true" />
              </Button>
            </span>
          </p>
        </div>
        <ul className="flex flex-wrap gap-1.5 max-sm:basis-full">
          {user.role && <Mark>{user.role}</Mark>}
          {user.internal && <Mark title={texts.internalHint}>{texts.internal}</Mark>}
          {!user.identified && <Mark title={texts.notIdentifiedHint}>{texts.notIdentified}</Mark>}
          {user.deletedAt && <Mark>{texts.deleted(date(user.deletedAt, meta.timezone))}</Mark>}
        </ul>
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 border-t border-line/70 pt-3.5 sm:grid-cols-5">
        <Fact label={texts.totalActivityAllTime}>
          <Amount value={typeof total === 'number' ? total : null} />
        </Fact>
        <Fact label={texts.activeDays}>
          <Amount value={usage.days.length} />
        </Fact>
        <Fact label={texts.joined}>{user.createdAt ? date(user.createdAt, meta.timezone) : '–'}</Fact>
        <When
          label={texts.firstActivity}
          at={instant('firstActivityAt')}
          zone={meta.timezone}
          onDay={onDay}
        />
        <When label={texts.lastActivity} at={instant('lastActivityAt')} zone={meta.timezone} onDay={onDay} />
      </dl>
      <div className="mt-4 border-t border-line/70 pt-3.5">{actions}</div>
    </section>
  );
}

const Mark = (props: ComponentProps<typeof Badge>) => (
  <li>
    <Badge {...props} />
  </li>
);

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}

/** A moment, which moves the range to its day. */
function When({ label, at, zone, onDay }: WhenProps) {
  const day = at && date(at, zone);
  return (
    <Fact label={label}>
      {at && day ? (
        <>
          <button
            type="button"
            className="number-link"
            title={moment(at, zone)}
            aria-label={seen.showDay(label, day)}
            onClick={() => onDay(dayIn(zone, at))}
          >
            {day}
          </button>
          <span className="block text-xs font-normal text-ink-3">{ago(at)}</span>
        </>
      ) : (
        '–'
      )}
    </Fact>
  );
}

interface WhenProps {
  readonly label: string;
  readonly at: string | null;
  readonly zone: string;
  readonly onDay: (day: string) => void;
}

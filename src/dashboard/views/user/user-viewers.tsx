import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import * as texts from '#texts/one-user.ts';
import { usePanel } from '../../data/panel-context.ts';
import { ago, date, moment } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { actorWords } from '../../shell/actor-words.ts';
import { Section } from '../../ui/section.tsx';
import { userViewersQuery } from './user-queries.ts';

/** Who looked at this user, how often and when last, from the audit log. */
export function UserViewers({ userId, zone }: { userId: string; zone: string }) {
  const { operator } = usePanel();
  const { data } = useQuery(userViewersQuery(userId));
  if (!data) return null;
  return (
    <Section
      title={texts.viewers}
      note={data.meta.since && texts.viewersNote(date(data.meta.since, zone))}
      aside={
        <Link to="/audit" search={{ target: userId, period: 'all' }} className="link text-sm">
          {texts.allInAudit}
        </Link>
      }
      className="mt-7"
    >
      <ul className="panel divide-y divide-line">
        {data.viewers.map(({ actor, views, lastAt }) => (
          <li key={actor.id ?? lastAt} className="flex items-baseline gap-4 px-4 py-2 text-sm">
            <Link
              to="/audit"
              search={{ target: userId, period: 'all', actor: actor.id ?? undefined }}
              className="min-w-0 flex-1 truncate py-0.5 hover:underline"
            >
              {actorWords(actor)}
              {actor.email === operator.email && <span className="text-ink-3"> · {texts.you}</span>}
            </Link>
            <span className="text-ink-2 tabular-nums">{texts.views(exact(views), views === 1)}</span>
            <time
              dateTime={lastAt}
              title={moment(lastAt, zone)}
              className="w-32 shrink-0 text-end text-xs text-ink-3"
            >
              {ago(lastAt)}
            </time>
          </li>
        ))}
      </ul>
    </Section>
  );
}

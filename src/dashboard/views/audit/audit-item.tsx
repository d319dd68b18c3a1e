import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { AuditEntry } from '../../../contract/families/audit/index.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { clock, second } from '../../format/date.ts';
import { detailLines } from '../../shell/rows/detail-lines.ts';
import { EndpointName, isAboutUser } from '../../ui/endpoint-name.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { actorWords } from './actor.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

const route = getRouteApi('/audit');

/** One access; it opens to its parameters. */
export function AuditItem({ entry, zone }: { entry: AuditEntry; zone: string }) {
  const who = actorWords(entry.actor);
  return (
    <li>
      <details className="group">
        <summary className="flex flex-wrap items-center gap-x-3 px-4 py-2 -outline-offset-2 hover:bg-sunken/60">
          <time dateTime={entry.at} className="w-10 shrink-0 text-xs text-ink-3">
            {clock(entry.at, zone)}
          </time>
          <span className="min-w-0 flex-1 truncate text-sm sm:w-64 sm:flex-none" title={who}>
            {who}
          </span>
          <span className="min-w-0 flex-1 truncate text-sm text-ink-2 max-sm:order-last max-sm:basis-full max-sm:pl-13">
            <EndpointName name={entry.endpoint} />
            {entry.target && <span className="text-ink-3"> · {entry.target}</span>}
            <span className="ml-4 text-xs text-ink-3 max-sm:hidden">{askedOf(entry)}</span>
          </span>
          <OutcomeBadge entry={entry} />
          <ChevronRight
            className="size-3.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
            aria-hidden="true"
          />
        </summary>
        <div className="max-w-3xl px-4 pb-3 sm:pl-17">
          <FactList facts={factsOf(entry, zone)} />
          <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {entry.actor.id && (
              <Link
                from={route.id}
                search={(previous) => ({ ...previous, actor: entry.actor.id ?? undefined })}
                className="link"
              >
                All of this person
              </Link>
            )}
            {entry.target && (
              <Link
                from={route.id}
                search={(previous) => ({ ...previous, target: entry.target ?? undefined })}
                className="link"
              >
                All about {entry.target}
              </Link>
            )}
            {entry.target && isAboutUser(entry.endpoint) && (
              <Link
                to="/users/$userId"
                params={{ userId: entry.target }}
                search={(previous) => carried(previous as Raw)}
                className="link"
              >
                Open the user
              </Link>
            )}
          </p>
        </div>
      </details>
    </li>
  );
}

/** What was asked, in a line. */
const askedOf = (entry: AuditEntry) =>
  detailLines(entry.parameters)
    .map(({ name, value }) => `${name} ${value}`)
    .join(', ');

const factsOf = (entry: AuditEntry, zone: string) => [
  { label: 'Began', value: second(entry.at, zone) },
  {
    label: 'Ended',
    value: entry.completedAt
      ? `${second(entry.completedAt, zone)} · status ${entry.status ?? '–'}`
      : 'no end was written',
  },
  ...detailLines(entry.parameters).map(({ name, value }) => ({
    label: name,
    value: <span className="font-mono text-xs">{value}</span>,
  })),
  { label: 'Who', value: <span className="font-mono text-xs">{entry.actor.id ?? '–'}</span> },
  { label: 'Request', value: <span className="font-mono text-xs">{entry.requestId}</span> },
];

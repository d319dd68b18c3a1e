import { getRouteApi, Link } from '@tanstack/react-router';
import * as texts from '#texts/audit.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { clock } from '../../format/date.ts';
import { actorWords } from '../../shell/actor-words.ts';
import { pageName } from '../../shell/saved-views/describe.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EndpointName, isAboutUser } from '../../ui/endpoint-name.tsx';
import { AuditRequest, RequestFacts } from './audit-request.tsx';
import { OutcomeBadge, OutcomesBadge } from './outcome-badge.tsx';
import { askedBy, type PageView, targetOf } from './page-views.ts';
import { parameterWords } from './parameter-words.ts';

const route = getRouteApi('/audit');

/** A page view, which opens to its requests; or a request of its own, which opens to what was asked. */
export function AuditItem({ view, zone }: { view: PageView; zone: string }) {
  const { catalogue } = usePanel();
  const { requests, page } = view;
  const [newest] = requests;
  const target = targetOf(view);
  const who = actorWords(newest.actor);
  const asked = parameterWords(askedBy(view), catalogue).join(', ');
  return (
    <li>
      <details className="group">
        <summary className="flex flex-wrap items-center gap-x-3 px-4 py-2 -outline-offset-2 hover:bg-sunken/60">
          <time dateTime={newest.at} className="w-10 shrink-0 text-xs text-ink-3">
            {clock(newest.at, zone)}
          </time>
          <span className="min-w-0 flex-1 truncate text-sm sm:w-56 sm:flex-none" title={who}>
            {who}
          </span>
          <span
            className="min-w-0 flex-1 text-sm text-ink-2 wrap-anywhere sm:not-print:truncate max-sm:order-last max-sm:basis-full max-sm:ps-13"
            title={asked || undefined}
          >
            <span className="text-ink">
              {page === null ? (
                <EndpointName name={newest.endpoint} />
              ) : page === 'users' ? (
                texts.user
              ) : (
                pageName(page)
              )}
            </span>
            {target && ` · ${target}`}
            {asked && `, ${asked}`}
          </span>
          {requests.length === 1 ? <OutcomeBadge entry={newest} /> : <OutcomesBadge entries={requests} />}
          <Disclosure />
        </summary>
        <div className="max-w-3xl px-4 pb-3 sm:ps-17">
          {requests.length === 1 ? (
            <RequestFacts entry={newest} zone={zone} />
          ) : (
            <ol aria-label={texts.requests} className="divide-y divide-line border-y border-line">
              {requests.map((entry) => (
                <AuditRequest key={entry.requestId} entry={entry} zone={zone} />
              ))}
            </ol>
          )}
          <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {newest.actor.id && (
              <Link
                from={route.id}
                search={(previous) => ({ ...previous, actor: newest.actor.id ?? undefined })}
                className="link"
              >
                {texts.allOfPerson}
              </Link>
            )}
            {target && (
              <Link from={route.id} search={(previous) => ({ ...previous, target })} className="link">
                {texts.allAbout(target)}
              </Link>
            )}
            {target && requests.some(({ endpoint }) => isAboutUser(endpoint)) && (
              <Link
                to="/users/$userId"
                params={{ userId: target }}
                search={(previous) => carried(previous as Raw)}
                className="link"
              >
                {texts.openTheUser}
              </Link>
            )}
          </p>
        </div>
      </details>
    </li>
  );
}

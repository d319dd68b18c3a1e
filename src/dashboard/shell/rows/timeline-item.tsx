import { Link } from '@tanstack/react-router';
import * as texts from '#texts/rows.ts';
import { own } from '../../../catalogue/own.ts';
import type { RecentActivity } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { clock, moment } from '../../format/date.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FeatureIcon, featureIcon, featureLabel } from '../../ui/feature-icon.tsx';
import { type DetailLine, detailLines, previewOf } from './detail-lines.ts';
import { PersonLink } from './person-link.tsx';

/** An activity of the log, with its user where it isn't of one alone. */
export type LoggedActivity = RecentActivity & {
  readonly userId?: string;
  readonly name?: string | null;
};

interface TimelineItemProps {
  readonly activity: LoggedActivity;
  readonly zone: string;
  readonly people: boolean;
  /** Users whom details name. */
  readonly names: Readonly<Record<string, string>>;
}

/** One activity, with its user where they differ; it opens to its details. */
export function TimelineItem({ activity, zone, people, names }: TimelineItemProps) {
  const { catalogue } = usePanel();
  const { actions, features } = catalogue;
  const details = detailLines(activity.details, catalogue);
  const lines: DetailLine[] = [
    ...details,
    ...(activity.sessionId ? [{ name: 'session', label: texts.session, value: activity.sessionId }] : []),
    ...(activity.visitId ? [{ name: 'visit', label: texts.visit, value: activity.visitId }] : []),
    { name: 'at', label: texts.at, value: moment(activity.timestamp, zone) },
    { name: 'event', label: texts.event, value: activity.eventId },
  ];
  return (
    <li className="sm:flex sm:items-start">
      {people && <Person activity={activity} />}
      <details className="group min-w-0 flex-1">
        <summary className="flex items-center gap-3 px-4 py-1.5 -outline-offset-2 hover:bg-sunken/60">
          <time dateTime={activity.timestamp} className="w-10 shrink-0 text-xs text-ink-3">
            {clock(activity.timestamp, zone)}
          </time>
          <span title={featureLabel(features, activity.feature)} className="text-tint">
            <FeatureIcon icon={featureIcon(features, activity.feature)} />
          </span>
          <span className="min-w-0 flex-1 sm:contents">
            <span className="block min-w-0 truncate text-sm sm:shrink-0">
              {actions[activity.action]?.label ?? activity.action}
            </span>
            <span className="block min-w-0 flex-1 truncate text-xs text-ink-3">{previewOf(details)}</span>
          </span>
          <Disclosure />
        </summary>
        <dl className="me-4 mb-2 ms-17 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 border-s-2 border-line py-1 ps-3 text-xs">
          {lines.map(({ name, label, value, sent, person }) => (
            <div key={name} className="contents">
              <dt className="text-ink-3" title={name}>
                {label}
              </dt>
              <dd className={`min-w-0 break-all ${sent || person ? '' : 'font-mono'}`} title={sent}>
                {person ? <PersonLink userId={value} name={own(names, value)} className="link" /> : value}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

/** Beside the summary, since a link has no place in what a click opens. */
function Person({ activity: { userId = '', name } }: { activity: LoggedActivity }) {
  return (
    <Link
      to="/users/$userId"
      params={{ userId }}
      search={(previous) => carried(previous as Raw)}
      className="block truncate px-4 pt-2 pb-0.5 leading-5 text-xs text-ink-2 -outline-offset-2 hover:underline sm:w-44 sm:shrink-0 sm:py-1.5 sm:pe-0 sm:text-sm sm:text-ink"
    >
      {name ?? userId}
    </Link>
  );
}

import { ChevronRight } from 'lucide-react';
import type { RecentActivity } from '../../contract/reports.ts';
import { usePanel } from '../api/panel-context.ts';
import { clock, moment } from '../format/date.ts';
import { FeatureIcon, featureIcon, featureLabel } from '../ui/feature-icon.tsx';
import { detailLines, previewOf } from './detail-lines.ts';

/** One activity; it opens to its details. */
export function TimelineItem({ activity, zone }: { activity: RecentActivity; zone: string }) {
  const { actions, features } = usePanel().catalogue;
  const details = detailLines(activity.details);
  const lines = [
    ...details,
    ...(activity.sessionId ? [{ name: 'session', value: activity.sessionId }] : []),
    ...(activity.visitId ? [{ name: 'visit', value: activity.visitId }] : []),
    { name: 'at', value: moment(activity.timestamp, zone) },
    { name: 'event', value: activity.eventId },
  ];
  return (
    <li>
      <details className="group">
        <summary className="flex items-center gap-3 px-4 py-1.5 -outline-offset-2 hover:bg-sunken/60">
          <time dateTime={activity.timestamp} className="w-10 shrink-0 text-xs text-ink-3">
            {clock(activity.timestamp, zone)}
          </time>
          <span title={featureLabel(features, activity.feature)} className="text-tint">
            <FeatureIcon icon={featureIcon(features, activity.feature)} />
          </span>
          <span className="shrink-0 text-sm">{actions[activity.action]?.label ?? activity.action}</span>
          <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{previewOf(details)}</span>
          <ChevronRight
            className="size-3.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
            aria-hidden="true"
          />
        </summary>
        <dl className="mr-4 mb-2 ml-17 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 border-l-2 border-line py-1 pl-3 text-xs">
          {lines.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="min-w-0 font-mono break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

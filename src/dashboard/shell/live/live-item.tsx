import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { usePanel } from '../../data/panel-context.ts';
import { clock, second } from '../../format/date.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { FeatureIcon, featureIcon } from '../../ui/feature-icon.tsx';
import { detailLines, previewOf } from '../rows/detail-lines.ts';
import type { LiveRow } from './store.ts';

interface LiveItemProps {
  readonly row: LiveRow;
  readonly zone: string;
  /** It came in while the page was open. */
  readonly fresh: boolean;
}

/** One activity: who, what, when. It never changes, so it is drawn once. */
export const LiveItem = memo(function LiveItem({ row, zone, fresh }: LiveItemProps) {
  const { catalogue } = usePanel();
  const { features, actions } = catalogue;
  const preview = previewOf(detailLines(row.details, catalogue));
  return (
    <li className={`flex items-center gap-3 px-4 py-2 sm:px-6 ${fresh ? 'appear' : ''}`}>
      <Avatar name={row.name} userId={row.userId} url={null} />
      <div className="min-w-0 flex-1">
        <Link
          to="/users/$userId"
          params={{ userId: row.userId }}
          className="block truncate text-sm font-medium hover:underline"
        >
          {row.name ?? row.userId}
        </Link>
        <p className="flex items-baseline gap-1.5 text-sm text-ink-2" data-tint="features">
          <span className="shrink-0 self-start pt-0.75 text-tint">
            <FeatureIcon icon={featureIcon(features, row.feature)} className="size-3.5" />
          </span>
          {/* One under the other on a phone. */}
          <span className="min-w-0 flex-1 sm:contents">
            <span className="block sm:shrink-0">{actions[row.action]?.label ?? row.action}</span>
            <span className="block min-w-0 truncate text-ink-3 sm:flex-1">{preview}</span>
          </span>
        </p>
      </div>
      <time dateTime={row.timestamp} title={second(row.timestamp, zone)} className="text-xs text-ink-3">
        {clock(row.timestamp, zone)}
      </time>
    </li>
  );
});

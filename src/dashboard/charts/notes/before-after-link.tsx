import { Link } from '@tanstack/react-router';
import { GitCompareArrows } from 'lucide-react';
import * as texts from '#texts/before-after.ts';
import { carried } from '../../data/url/range.ts';
import { compact, type Raw } from '../../data/url/search.ts';
import { dayIn } from '../../format/date.ts';
import { beforeAfter } from './before-after.ts';

interface BeforeAfterLinkProps {
  /** Of the calendar. */
  readonly day: string;
  readonly zone: string;
  readonly className: string;
}

/** The way to Analytics of the days after one, compared with those before; nothing until one has passed. */
export function BeforeAfterLink({ day, zone, className }: BeforeAfterLinkProps) {
  const range = beforeAfter(day, dayIn(zone, Date.now()));
  if (!range) return null;
  const search = (previous: Raw) => compact({ ...carried(previous), period: undefined, ...range });
  return (
    <Link to="/analytics" search={search} title={texts.meaning} className={className}>
      <GitCompareArrows className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      {texts.beforeAndAfter}
    </Link>
  );
}

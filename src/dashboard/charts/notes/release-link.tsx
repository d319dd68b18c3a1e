import { Link } from '@tanstack/react-router';
import { GitCompareArrows } from 'lucide-react';
import * as texts from '#texts/before-after.ts';
import type { BeforeAfter } from '../../../contract/families/notes/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { compact, type Raw } from '../../data/url/search.ts';
import { whyKeyOf } from '../../numbers/opened/why-key.ts';
import type { Run } from '../../numbers/run.ts';

interface ReleaseLinkProps {
  readonly beforeAfter: BeforeAfter | null;
  /** The number that it is asked of. */
  readonly run: Run;
  readonly className: string;
}

/** The way to why a number changed with a release: the view as it is, of the time after it against that before. */
export function ReleaseLink({ beforeAfter, run, className }: ReleaseLinkProps) {
  const { catalogue } = usePanel();
  if (!beforeAfter) return null;
  const { alignedBy, ...range } = beforeAfter;
  const why = whyKeyOf(run.opens, catalogue) ?? undefined;
  const search = (previous: Raw) =>
    compact({
      ...previous,
      period: undefined,
      ...range,
      compare: 'custom' as const,
      rows: why,
      page: undefined,
    });
  return (
    <Link to="." search={search} resetScroll={false} title={texts.aligned[alignedBy]} className={className}>
      <GitCompareArrows className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      {texts.beforeAndAfter}
    </Link>
  );
}

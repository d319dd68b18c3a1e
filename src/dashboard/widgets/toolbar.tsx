import type { ReactNode } from 'react';
import type { Meta } from '../../contract/common.ts';
import { dayIn, span, zoneWords } from '../format/date.ts';
import { COMPARISON_LABELS } from '../url/range.ts';
import { Freshness } from './freshness.tsx';
import { RangePicker } from './range-picker.tsx';
import { useRange } from './use-range.ts';

interface ToolbarProps {
  /** The page's name. */
  readonly title: string;
  /** What the server understood; absent while it has not answered. */
  readonly meta: Meta | undefined;
  readonly error: unknown;
  readonly comparable?: boolean;
  /** 2 where the page has its name elsewhere. */
  readonly level?: 1 | 2;
  /** More filters, beside the range. */
  readonly children?: ReactNode;
}

/** The page's heading with the range it is about, how that was understood, and how fresh it is. */
export function Toolbar({ title, meta, error, comparable = true, level = 1, children }: ToolbarProps) {
  const { range } = useRange();
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-6">
      <div className="min-w-0">
        <Heading className={`font-semibold tracking-tight ${level === 1 ? 'text-2xl' : 'text-lg'}`}>
          {title}
        </Heading>
        <p className="mt-0.5 min-h-5 text-sm text-ink-3">
          {meta && (
            <>
              <span className="text-ink-2">{span(meta.start, meta.end, meta.timezone)}</span>
              {comparable && meta.comparison && (
                <>
                  {' against '}
                  <span title={COMPARISON_LABELS[range.compare ?? 'previous_period']}>
                    {span(meta.comparison.start, meta.comparison.end, meta.timezone)}
                  </span>
                </>
              )}
              {' · '}
              <span title={`Today is ${dayIn(meta.timezone, Date.now())} there`}>
                {zoneWords(meta.timezone)}
              </span>
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
        <Freshness meta={meta} error={error} />
        {children}
        <RangePicker comparable={comparable} />
      </div>
    </div>
  );
}

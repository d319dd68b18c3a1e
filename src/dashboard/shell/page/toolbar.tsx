import type { ReactNode } from 'react';
import * as texts from '#texts/page.ts';
import * as page from '#texts/pages.ts';
import type { Meta } from '../../../contract/common.ts';
import { usePanel } from '../../data/panel-context.ts';
import { dayIn, span, zoneWords } from '../../format/date.ts';
import { later } from '../../ui/later.tsx';
import { OneStop } from '../../ui/one-stop.tsx';
import type { TableFile } from '../../ui/save-button.tsx';
import { RangePicker } from '../range/range-picker.tsx';
import { StepRange } from '../range/step-range.tsx';
import { Freshness } from './freshness.tsx';
import { PageTitle } from './page-title.tsx';

const LiveButton = later<object>(() => import('../live/live-button.tsx'));
const RangeTold = later(() => import('./range-told.tsx'));
const ExportMenu = later(() => import('./export-menu.tsx'));

/** What is needed of it: not every answer compares. */
export type RangeMeta = Pick<Meta, 'start' | 'end' | 'timezone' | 'computedAt' | 'away'> &
  Partial<Pick<Meta, 'comparison' | 'missing'>>;

interface ToolbarProps {
  /** The page's name. */
  readonly title: string;
  /** What the server understood; absent while it hasn't answered. */
  readonly meta: RangeMeta | undefined;
  readonly error: unknown;
  readonly comparable?: boolean;
  /** Activity moves its numbers. */
  readonly live?: boolean;
  /** 2 where the page has its name elsewhere. */
  readonly level?: 1 | 2;
  /** The page's numbers, to take along. */
  readonly file?: TableFile | undefined;
  /** More filters, beside the range. */
  readonly children?: ReactNode;
}

/** The page's heading with the range it is about, how that was understood, and how fresh it is. */
export function Toolbar(props: ToolbarProps) {
  const { title, meta, error, comparable = true, live = true, level = 1, file, children } = props;
  const { operator } = usePanel();
  return (
    <PageTitle
      title={title}
      level={level}
      lines={comparable ? 2 : 1}
      bar={
        <OneStop label={texts.rangeBar} className="flex items-center gap-0.5">
          <RangeTold comparable={comparable} />
          <RangePicker comparable={comparable} />
          {meta ? <StepRange meta={meta} /> : <span className="w-16" />}
          <ExportMenu file={file} meanwhile={<span className="size-8" />} />
        </OneStop>
      }
      note={
        meta && (
          <>
            <span className="text-ink-2">{span(meta.start, meta.end, meta.timezone)}</span>
            {comparable && meta.comparison && (
              <>
                {page.against}
                {span(meta.comparison.start, meta.comparison.end, meta.timezone)}
              </>
            )}
            {comparable && meta.missing?.comparison && (
              <span title={meta.missing.comparison}>{page.notCompared}</span>
            )}
            {meta.away && <span title={meta.away}>{page.partAway}</span>}
            {' · '}
            <span title={page.todayIsThere(dayIn(meta.timezone, Date.now()))}>
              {zoneWords(meta.timezone)}
            </span>
          </>
        )
      }
    >
      <OneStop
        label={texts.whatIsShown}
        className="flex shrink-0 items-center gap-2 max-sm:w-full max-sm:flex-wrap"
      >
        <Freshness meta={meta} error={error} />
        {live && operator.role === 'admin' && <LiveButton meanwhile={<span className="h-8 w-16" />} />}
        {children}
      </OneStop>
    </PageTitle>
  );
}

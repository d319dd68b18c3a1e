import { Link, useSearch } from '@tanstack/react-router';
import { ChartSpline, Download, List, Split, Users } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import * as texts from '#texts/explain.ts';
import { usePanel } from '../data/panel-context.ts';
import { withoutRows } from '../data/url/rows.ts';
import type { Raw } from '../data/url/search.ts';
import { ago, clock, date, lastInstant, moment, span, zoneWords } from '../format/date.ts';
import { COUNT, exact, signed } from '../format/number.ts';
import Anchored from '../ui/anchored.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';
import type { Explained } from './explained.ts';
import { formulaOf } from './formula.ts';
import { fileOf } from './opened/opened-file.ts';
import { byWhom } from './opened/opens.ts';
import { OpensLink } from './opened/opens-link.tsx';
import { whyKeyOf } from './opened/why-key.ts';

interface ExplainBoxProps {
  readonly id: string;
  readonly of: Explained;
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

const SOURCES = {
  chronicle: texts.columnsLogBuiltBeforehand,
  log: texts.logRowByRow,
  facts: texts.factsPlatform,
} as const;

/** All that can be told of one number, with the ways on from it. */
export default function ExplainBox({ id, of, anchor, onClose }: ExplainBoxProps) {
  const { catalogue } = usePanel();
  const { name, definition, value, unit = COUNT, trend, meta, opens } = of;
  const formula = of.formula ?? formulaOf(opens, catalogue);
  return (
    <Anchored id={id} label={texts.explained(name)} anchor={anchor} onClose={onClose}>
      <div className="px-4 pt-3.5 pb-3">
        <p className="text-sm text-ink-2">{name}</p>
        {value !== undefined && (
          <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2.5 text-xl font-semibold tracking-tight">
            <span>{value === null ? texts.notKnown : exact(value, unit)}</span>
            <TrendBadge trend={trend} unit={unit} />
          </p>
        )}
        <p className="mt-1.5 text-sm text-ink-2">{definition}</p>
      </div>
      {(formula || meta) && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-line px-4 py-3 text-xs">
          {formula && <Line name={texts.countedName}>{formula}</Line>}
          {meta && <Provenance of={of} meta={meta} />}
        </dl>
      )}
      <Ways of={of} onClose={onClose} />
    </Anchored>
  );
}

function Provenance({ of, meta }: { of: Explained; meta: NonNullable<Explained['meta']> }) {
  const { timezone, comparison, computedAt, expiresAt } = meta;
  const { trend, unit = COUNT, stock } = of;
  return (
    <>
      <Line name={stock ? texts.upTo : texts.range}>
        {stock ? date(lastInstant(meta.end), timezone) : span(meta.start, meta.end, timezone)},{' '}
        {zoneWords(timezone)}
      </Line>
      {trend && comparison && (
        <Line name={texts.before}>
          {exact(trend.previous, unit)}{' '}
          <span className="text-ink-3">
            {stock
              ? texts.upToDay(date(lastInstant(comparison.end), timezone))
              : span(comparison.start, comparison.end, timezone)}
          </span>
        </Line>
      )}
      {trend && <Line name={texts.change}>{signed(trend.change, unit)}</Line>}
      <Line name={texts.asOf}>
        {moment(computedAt, timezone)} <span className="text-ink-3">{ago(computedAt)}</span>
      </Line>
      <Line name={texts.from}>
        {SOURCES[meta.source]}
        {expiresAt && <span className="text-ink-3">{texts.keptUntil(clock(expiresAt, timezone))}</span>}
      </Line>
    </>
  );
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </>
);

const WAY = 'link inline-flex min-h-8 items-center gap-1.5 py-1 text-sm';

/** On from the number: its rows, their file, its chart. */
function Ways({ of, onClose }: { of: Explained; onClose: () => void }) {
  const { opens, value, chart, trend, stock } = of;
  const { operator, catalogue } = usePanel();
  const search = useSearch({ strict: false }) as Raw;
  const listed = opens && value && operator.role === 'admin';
  const whom = opens && byWhom(opens);
  const file = listed ? fileOf(opens, search, catalogue) : null;
  const why = trend && !stock ? whyKeyOf(opens, catalogue) : null;
  if (!listed && !chart && !why) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whichever link is taken, the box has done its work
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link's key is a click
    <div
      className="flex flex-wrap gap-x-4 border-t border-line px-4 py-1.5"
      onClick={(event) => event.target instanceof Element && event.target.closest('a') && onClose()}
    >
      {listed && (
        <OpensLink opens={opens} count={value} or={null} className={WAY}>
          <List className="size-3.5 text-ink-3" aria-hidden="true" /> {texts.seeTheRows}
        </OpensLink>
      )}
      {listed && whom && (
        <OpensLink opens={whom} count={value} or={null} className={WAY}>
          <Users className="size-3.5 text-ink-3" aria-hidden="true" /> {texts.byWhom}
        </OpensLink>
      )}
      {file && (
        <a href={file} download className={WAY}>
          <Download className="size-3.5 text-ink-3" aria-hidden="true" /> {texts.downloadCsv}
        </a>
      )}
      {why && (
        <Link
          to="."
          search={(previous: Raw) => ({ ...withoutRows(previous), rows: why })}
          state={{ opened: true }}
          resetScroll={false}
          preload={false}
          aria-haspopup="dialog"
          className={WAY}
        >
          <Split className="size-3.5 text-ink-3" aria-hidden="true" /> {texts.whyChanged}
        </Link>
      )}
      {chart && (
        <Link
          to="."
          search={(previous) => ({ ...previous, metric: chart })}
          hash="chart"
          hashScrollIntoView={{ block: 'nearest' }}
          className={WAY}
        >
          <ChartSpline className="size-3.5 text-ink-3" aria-hidden="true" /> {texts.chartIt}
        </Link>
      )}
    </div>
  );
}

import type { UsageSummary } from '../../../contract/reports.ts';
import { dayIn } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { TREND_HEAD, trendCells } from '../../numbers/card-rows.ts';
import { Explain } from '../../numbers/explain.tsx';
import { NUMBERS, type NumberDef } from '../../numbers/numbers.ts';
import { OpensLink } from '../../numbers/opened/opens-link.tsx';
import { opensOf } from '../../numbers/run.ts';
import { Amount } from '../../ui/amount.tsx';
import { Reading, Readings } from '../../ui/readings.tsx';
import type { TableFile } from '../../ui/save-button.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';
import { TrendBadge } from '../../ui/trend-badge.tsx';

type Name = 'activities' | 'totalActivity' | 'activeUsers' | 'totalCaptions' | 'totalSessions' | 'totalMedia';

const READINGS: Readonly<Record<Name, NumberDef>> = {
  activities: NUMBERS.activities,
  totalActivity: NUMBERS.totalActivity,
  activeUsers: NUMBERS.activeUsers,
  totalCaptions: NUMBERS.totalCaptions,
  totalSessions: NUMBERS.totalSessions,
  totalMedia: NUMBERS.totalMediaItems,
};

/** The same for a file. */
export const summaryFile = ({ summary, meta }: UsageSummary): TableFile => ({
  what: 'the numbers of this summary with their trends',
  name: ['Usage', 'summary', dayIn(meta.timezone, meta.start)],
  rows: () => [
    ['metric', 'value', ...TREND_HEAD],
    ...(Object.keys(READINGS) as Name[]).map((name) => [
      name,
      summary[name],
      ...trendCells(summary.trends?.[name]),
    ]),
    ...Object.entries(summary.admin).map(([name, value]) => [name, value, ...trendCells(null)]),
  ],
});

interface StripProps {
  readonly usage: UsageSummary | undefined;
  readonly faded: boolean;
}

/** The range in six readings. */
export function UsageSummaryStrip({ usage, faded }: StripProps) {
  if (!usage)
    return (
      <>
        <Loading />
        <Skeleton className="h-24 w-full" />
      </>
    );
  const { admin } = usage.summary;
  return (
    <Readings
      label="Summary"
      faded={faded}
      note={
        <>
          Administration: {exact(admin.actionsPerformed)} actions performed ·{' '}
          <Amount value={admin.usersManaged} missing={usage.meta.missing?.usersManaged} /> users managed ·{' '}
          {exact(admin.settingsChanged)} settings changed
        </>
      }
    >
      {(Object.keys(READINGS) as Name[]).map((name) => (
        <Total key={name} name={name} usage={usage} />
      ))}
    </Readings>
  );
}

function Total({ name, usage: { summary, meta } }: { name: Name; usage: UsageSummary }) {
  const def = READINGS[name];
  const { label, definition, stock, good } = def;
  const value = summary[name];
  const trend = summary.trends?.[name];
  const opens = opensOf(def, meta);
  return (
    <Reading
      label={label}
      definition={definition}
      name={<Explain of={{ name: label, definition, value, trend, meta, stock, opens }}>{label}</Explain>}
      beside={<TrendBadge trend={trend} good={good} />}
    >
      <OpensLink opens={opens} count={value}>
        <Amount value={value} missing={meta.missing?.[name]} />
      </OpensLink>
    </Reading>
  );
}

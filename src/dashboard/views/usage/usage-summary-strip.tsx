import type { UsageSummary } from '../../../contract/reports.ts';
import { dayIn } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { TREND_HEAD, trendCells } from '../../numbers/card-rows.ts';
import { Explain } from '../../numbers/explain.tsx';
import { keyOf } from '../../numbers/opened/opened.ts';
import type { Opens } from '../../numbers/opened/opens.ts';
import { OpensLink } from '../../numbers/opened/opens-link.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Reading, Readings } from '../../ui/readings.tsx';
import type { TableFile } from '../../ui/save-button.tsx';
import { Loading, Skeleton } from '../../ui/states.tsx';
import { TrendBadge } from '../../ui/trend-badge.tsx';

type Name = 'activities' | 'totalActivity' | 'activeUsers' | 'totalCaptions' | 'totalSessions' | 'totalMedia';

interface ReadingDef {
  readonly label: string;
  readonly definition: string;
  readonly opens: Opens;
  /** As of the range's end. */
  readonly stock?: true;
}

const rows = (of: string): Opens => ({ kind: 'rows', of });

const READINGS: Readonly<Record<Name, ReadingDef>> = {
  activities: {
    label: 'Activities',
    definition: 'Everything users did in the range, each action once.',
    opens: rows(keyOf.activities),
  },
  totalActivity: {
    label: 'Total activity',
    definition: 'What users made in the range: the score that ranks them.',
    opens: rows(keyOf.totalActivity),
  },
  activeUsers: {
    label: 'Active users',
    definition: 'Users with at least one activity in the range.',
    opens: { kind: 'users' },
  },
  totalCaptions: {
    label: 'All captions',
    definition: 'Smart and custom captions in the range.',
    opens: rows(keyOf.allCaptions),
  },
  totalSessions: {
    label: 'Sessions, ever',
    definition: 'Content sessions created up to the end of the range.',
    opens: rows(keyOf.metric('totalSessions')),
    stock: true,
  },
  totalMedia: {
    label: 'Media items, ever',
    definition: 'Uploads minus deletions up to the end of the range.',
    opens: rows(keyOf.metric('totalMediaItems')),
    stock: true,
  },
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
  const { label, definition, stock, ...def } = READINGS[name];
  const value = summary[name];
  const trend = summary.trends?.[name];
  const opens = def.opens.kind === 'rows' && stock ? { ...def.opens, until: meta.end } : def.opens;
  return (
    <Reading
      label={label}
      definition={definition}
      name={<Explain of={{ name: label, definition, value, trend, meta, stock, opens }}>{label}</Explain>}
      beside={<TrendBadge trend={trend} />}
    >
      <OpensLink opens={opens} count={value}>
        <Amount value={value} missing={meta.missing?.[name]} />
      </OpensLink>
    </Reading>
  );
}

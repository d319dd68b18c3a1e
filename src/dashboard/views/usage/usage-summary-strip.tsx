import * as texts from '#texts/usage.ts';
import type { PanelInfo } from '../../../contract/families/panel/index.ts';
import type { UsageSummary } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { dayIn } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { TREND_HEAD, trendCells } from '../../numbers/card-rows.ts';
import { Explain } from '../../numbers/explain.tsx';
import {
  type ActivityNumber,
  type ActivityNumberDef,
  hasNumber,
  type NumberDef,
  numberOf,
} from '../../numbers/numbers.ts';
import { OpensLink } from '../../numbers/opened/opens-link.tsx';
import { opensOf } from '../../numbers/run.ts';
import { Amount } from '../../ui/amount.tsx';
import { Reading, Readings } from '../../ui/readings.tsx';
import type { TableFile } from '../../ui/save-button.tsx';
import { TrendBadge } from '../../ui/trend-badge.tsx';

type Name = 'activities' | 'totalActivity' | 'activeUsers' | 'totalCaptions' | 'totalSessions' | 'totalMedia';

/** Each with the number that it is. */
const READINGS: Readonly<Record<Name, ActivityNumber>> = {
  activities: 'activities',
  totalActivity: 'totalActivity',
  activeUsers: 'activeUsers',
  totalCaptions: 'totalCaptions',
  totalSessions: 'totalSessions',
  totalMedia: 'totalMediaItems',
};

/** Those that the platform has, and of one feature where the range is narrowed to it, in the words of its catalogue. */
function readingsOf(panel: PanelInfo, only: string | undefined): readonly (readonly [Name, NumberDef])[] {
  const { catalogue } = panel;
  const { actions, metrics } = catalogue;
  const inFeature = ({ counts }: ActivityNumberDef) =>
    !only ||
    !counts ||
    (metrics[counts] ?? []).some((term) => term.actions.some((action) => actions[action]?.feature === only));
  return (Object.keys(READINGS) as Name[])
    .map((name) => [name, numberOf(READINGS[name], catalogue)] as const)
    .filter(([, def]) => hasNumber(def, panel) && inFeature(def));
}

/** What staff did, where the catalogue has features of theirs. */
const hasStaff = ({ metrics }: PanelInfo['catalogue']) =>
  (metrics.actionsPerformed ?? []).some(({ actions }) => actions.length > 0);

/** The same for a file. */
export const summaryFile = ({ summary, meta }: UsageSummary, panel: PanelInfo, only?: string): TableFile => ({
  what: texts.numbersThisSummaryWith,
  name: [texts.usage, 'summary', dayIn(meta.timezone, meta.start)],
  rows: () => [
    ['metric', 'value', ...TREND_HEAD],
    ...readingsOf(panel, only).map(([name]) => [name, summary[name], ...trendCells(summary.trends?.[name])]),
    ...Object.entries(hasStaff(panel.catalogue) ? summary.admin : {}).map(([name, value]) => [
      name,
      value,
      ...trendCells(null),
    ]),
  ],
});

interface StripProps {
  readonly usage: UsageSummary;
  readonly faded: boolean;
  readonly only: string | undefined;
}

/** The range in a few readings. */
export function UsageSummaryStrip({ usage, faded, only }: StripProps) {
  const panel = usePanel();
  const { admin } = usage.summary;
  return (
    <Readings
      label={texts.summary}
      faded={faded}
      columns="grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]"
      note={
        hasStaff(panel.catalogue) && (
          <>
            {texts.actionsPerformed(exact(admin.actionsPerformed))} ·{' '}
            <Amount value={admin.usersManaged} missing={usage.meta.missing?.usersManaged} />{' '}
            {texts.usersManaged} · {texts.settingsChanged(exact(admin.settingsChanged))}
          </>
        )
      }
    >
      {readingsOf(panel, only).map(([name, def]) => (
        <Total key={name} name={name} def={def} usage={usage} />
      ))}
    </Readings>
  );
}

interface TotalProps {
  readonly name: Name;
  readonly def: NumberDef;
  readonly usage: UsageSummary;
}

function Total({ name, def, usage: { summary, meta } }: TotalProps) {
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

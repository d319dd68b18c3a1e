import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-funnel.ts';
import * as nouns from '#texts/nouns.ts';
import type { Funnel } from '../../../../contract/families/explore/funnel.ts';
import { addressOf } from '../../../data/address.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { duration } from '../../../format/duration.ts';
import { exact, PART } from '../../../format/number.ts';
import { trendOf } from '../../../format/trend.ts';
import { capital, groupingLabel } from '../../../numbers/groupings.ts';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { Told, useTold } from '../../../ui/told.tsx';
import { TrendBadge } from '../../../ui/trend-badge.tsx';
import { told } from '../told-count.ts';
import { FunnelBars } from './bars.tsx';
import { FunnelGroups } from './groups.tsx';
import { type FunnelQuestion, funnelQuery } from './question.ts';
import { FunnelTime } from './time.tsx';

interface FunnelResultProps {
  readonly question: FunnelQuestion;
  readonly report: Funnel;
  /** False while it is the answer to the question before. */
  readonly answered: boolean;
}

/** The answer: how many got through, how far, over time and by group. */
export function FunnelResult({ question, report, answered }: FunnelResultProps) {
  const { catalogue } = usePanel();
  const { total, steps, groups } = report;
  const { search } = question;
  const noun = search.count === 'tries' ? texts.tries : nouns.people;
  const part = total.conversion === null ? '–' : exact(total.conversion, PART);
  const sentence = `${texts.wentThrough(part)}: ${texts.ofSo(told(total.completed), told(total.entered), noun(total.entered ?? 5))}`;
  const said = useTold(JSON.stringify(funnelQuery(question)), answered ? sentence : undefined);
  const trend =
    total.conversion === null || total.previousConversion === null
      ? null
      : trendOf(total.conversion, total.previousConversion);
  return (
    <>
      <Told>{said}</Told>
      <section aria-label={texts.bars} className="panel overflow-clip">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3">
          <p className="flex flex-wrap items-baseline gap-x-2 text-ink-2">
            <span className="text-xl font-semibold tracking-tight text-ink">{texts.wentThrough(part)}</span>
            <span className="text-sm">
              {texts.ofSo(told(total.completed), told(total.entered), noun(total.entered ?? 5))}
              {total.median !== null && ` · ${texts.halfWithin(duration(total.median))}`}
            </span>
            {trend && total.previousConversion !== null && (
              <span className="text-sm text-ink-3">
                <TrendBadge trend={trend} unit={PART} good="up" />{' '}
                {texts.before(exact(total.previousConversion, PART))}
              </span>
            )}
          </p>
          <DownloadLink
            href={addressOf('funnel', { ...funnelQuery(question), format: 'csv' })}
            what={texts.funnelFile}
          />
        </div>
        {total.entered === 0 ? (
          <p className="p-6 text-ink-2">{explore.nobodyBegan}</p>
        ) : (
          <FunnelBars question={question} steps={steps} />
        )}
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
          {search.count === 'tries' ? texts.learnMoreTries : texts.learnMore}{' '}
          {steps.some(({ previous }) => previous !== null) && texts.beforeBar}
        </p>
      </section>
      {groups && groups.length > 0 && search.by && (
        <Section title={texts.byGroup(capital(groupingLabel(search.by, catalogue)))} note={texts.groupNote}>
          <FunnelGroups report={report} by={search.by} />
        </Section>
      )}
      {report.series && report.series.length > 1 && total.entered !== 0 && (
        <Section title={texts.overTime} note={texts.conversionNote}>
          <FunnelTime report={report} />
        </Section>
      )}
    </>
  );
}

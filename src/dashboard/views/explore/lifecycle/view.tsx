import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-lifecycle.ts';
import { addressOf } from '../../../data/address.ts';
import { type Change, useAsk } from '../../../data/use-ask.ts';
import { PeopleDrawer } from '../../../shell/people/people-drawer.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { QuestionFrame } from '../question-frame.tsx';
import { numbersOf } from '../reports.ts';
import { ActiveBy, Line, Sentence, UnitChoice } from '../sentence.tsx';
import { WhomChoice } from '../whom-choice.tsx';
import { LifecycleBars } from './bars.tsx';
import { CLOSED, type LifecycleSearch, lifecycleQuery, lifecycleSearch } from './question.ts';
import { LifecycleTable, type Period, periodName } from './table.tsx';

/** Who is new, comes again, is back after a pause or stays away. */
export default function LifecycleView() {
  const { search, ask } = useAsk(lifecycleSearch);
  const query = lifecycleQuery(search);
  const report = useQuery(numbersOf('lifecycle', query));
  const { day, state, interval = 'week' } = search;
  return (
    <QuestionFrame
      label={explore.lifecycle}
      report={report}
      comparable={false}
      settings={<Settings search={search} onChange={(change) => ask({ ...change, ...CLOSED })} />}
      list={
        day !== undefined &&
        state !== undefined && (
          <PeopleDrawer
            endpoint="lifecyclePeople"
            query={{ ...query, day, state }}
            title={texts.title(texts.states[state], nameOf(day, report.data?.periods))}
            aside={<span>{texts.meanings[state]}</span>}
            onClose={() => ask(CLOSED)}
          />
        )
      }
    >
      {({ periods, meta }) =>
        periods.every(({ active, dormant }) => active === 0 && dormant === 0) ? (
          <p className="panel p-6 text-ink-2">{texts.nobody}</p>
        ) : (
          <>
            <Section title={texts.overTime} note={texts.note}>
              <LifecycleBars periods={periods} interval={interval} zone={meta.timezone} onOpen={ask} />
            </Section>
            <Section
              title={texts.byPeriod}
              aside={
                <DownloadLink href={addressOf('lifecycle', { ...query, format: 'csv' })} what={texts.file} />
              }
            >
              <LifecycleTable periods={periods} interval={interval} zone={meta.timezone} onOpen={ask} />
            </Section>
          </>
        )
      }
    </QuestionFrame>
  );

  function nameOf(day: string, periods: readonly Period[] | undefined): string {
    const found = periods?.find((each) => each.day === day);
    return found ? periodName(found, interval, report.data!.meta.timezone) : day;
  }
}

interface SettingsProps {
  readonly search: LifecycleSearch;
  readonly onChange: (change: Change<LifecycleSearch>) => void;
}

function Settings({ search, onChange }: SettingsProps) {
  return (
    <Sentence>
      <ActiveBy did={search.did} onChange={(did) => onChange({ did })} />
      <Line words={explore.inPeriodsOf}>
        <UnitChoice unit={search.interval} onChange={(interval) => onChange({ interval })} />
        <WhomChoice search={search} onChange={onChange} />
      </Line>
    </Sentence>
  );
}

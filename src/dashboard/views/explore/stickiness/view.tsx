import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-stickiness.ts';
import { addressOf } from '../../../data/address.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { type Change, useAsk } from '../../../data/use-ask.ts';
import { calendarDay } from '../../../format/date.ts';
import { partLabel } from '../../../numbers/groupings.ts';
import { PeopleDrawer } from '../../../shell/people/people-drawer.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { Options, Select } from '../../../ui/select.tsx';
import { PartOverTime } from '../part-over-time.tsx';
import { QuestionFrame } from '../question-frame.tsx';
import { numbersOf } from '../reports.ts';
import { ActiveBy, Line, Sentence } from '../sentence.tsx';
import { WhomChoice } from '../whom-choice.tsx';
import { DaysTable } from './days-table.tsx';
import { FeaturesTable } from './features-table.tsx';
import { CLOSED, peopleQuery, type StickinessSearch, stickinessQuery, stickinessSearch } from './question.ts';
import { Spread } from './spread.tsx';

/** On how many days people are active, by day, week and month, and in which features. */
export default function StickinessView() {
  const { search, ask } = useAsk(stickinessSearch);
  const query = stickinessQuery(search);
  const { last } = search;
  const open = (which: Change<StickinessSearch>) => ask({ ...CLOSED, ...which });
  return (
    <QuestionFrame
      label={explore.stickiness}
      report={useQuery(numbersOf('stickiness', query))}
      comparable={false}
      settings={<Settings search={search} onChange={(change) => ask({ ...change, ...CLOSED })} />}
      list={last !== undefined && <People search={search} last={last} onClose={() => ask(CLOSED)} />}
    >
      {({ days, windows, features, mean, meta }) => {
        const window = windows.at(-1)!;
        if (days.every(({ monthly }) => monthly === 0))
          return <p className="panel p-6 text-ink-2">{texts.nobody}</p>;
        return (
          <>
            <Section
              title={texts.spread}
              note={texts.spreadNote(calendarDay(window.first, false), calendarDay(window.last, false))}
            >
              <Spread window={window} onOpen={open} />
            </Section>
            {days.length > 1 && (
              <Section title={texts.shareOf} note={texts.shareNote}>
                <PartOverTime
                  label={texts.shareOf}
                  note={texts.shareNote}
                  points={days.map(({ start, end, share }) => ({ start, end, value: share }))}
                  total={mean.share}
                  meta={meta}
                />
              </Section>
            )}
            {features.length > 0 && (
              <Section title={texts.byFeature} note={texts.byFeatureNote}>
                <FeaturesTable features={features} window={window} onOpen={open} />
              </Section>
            )}
            <Section
              title={texts.byDay}
              note={texts.byDayNote}
              aside={
                <DownloadLink href={addressOf('stickiness', { ...query, format: 'csv' })} what={texts.file} />
              }
            >
              <DaysTable days={days} onOpen={open} />
            </Section>
          </>
        );
      }}
    </QuestionFrame>
  );
}

interface PeopleProps {
  readonly search: StickinessSearch;
  readonly last: string;
  readonly onClose: () => void;
}

function People({ search, last, onClose }: PeopleProps) {
  const { catalogue } = usePanel();
  const { on, used } = search;
  const within = Number(search.within ?? 7);
  const day = calendarDay(last);
  return (
    <PeopleDrawer
      endpoint="stickinessPeople"
      query={peopleQuery(search)}
      title={on === undefined ? texts.withinTitle(within, day) : texts.onTitle(on, within, day)}
      aside={used !== undefined && <span>{partLabel('feature', used, catalogue)}</span>}
      onClose={onClose}
    />
  );
}

interface SettingsProps {
  readonly search: StickinessSearch;
  readonly onChange: (change: Change<StickinessSearch>) => void;
}

function Settings({ search, onChange }: SettingsProps) {
  return (
    <Sentence>
      <ActiveBy did={search.did} onChange={(did) => onChange({ did })} />
      <Line words={texts.windowsOf}>
        <Select
          aria-label={texts.windowOf}
          value={search.of ?? '7'}
          onChange={({ target: { value } }) => onChange({ of: value === '28' ? value : undefined })}
        >
          <Options of={texts.windows} />
        </Select>
        <WhomChoice search={search} onChange={onChange} />
      </Line>
    </Sentence>
  );
}

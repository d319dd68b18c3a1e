import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-rhythm.ts';
import * as nouns from '#texts/nouns.ts';
import type { RhythmPeople as Found } from '../../../../contract/families/explore/rhythm.ts';
import { addressOf } from '../../../data/address.ts';
import { type Change, useAsk } from '../../../data/use-ask.ts';
import { exact } from '../../../format/number.ts';
import { PeopleDrawer } from '../../../shell/people/people-drawer.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { Options, Select } from '../../../ui/select.tsx';
import { UserCell } from '../../../ui/user-cell.tsx';
import { QuestionFrame } from '../question-frame.tsx';
import { numbersOf } from '../reports.ts';
import { ActiveBy, Line, Sentence } from '../sentence.tsx';
import { told } from '../told-count.ts';
import { WhomChoice } from '../whom-choice.tsx';
import { cellName, RhythmHeat } from './heat.tsx';
import { CLOSED, type RhythmSearch, rhythmQuery, rhythmSearch, SHOWN } from './question.ts';

/** When in the week something is done, and by how many. */
export default function RhythmView() {
  const { search, ask } = useAsk(rhythmSearch);
  const query = rhythmQuery(search);
  const { weekday, hour, show = 'people' } = search;
  return (
    <QuestionFrame
      label={explore.rhythm}
      report={useQuery(numbersOf('rhythm', query))}
      comparable={false}
      settings={<Settings search={search} onChange={(change) => ask({ ...change, ...CLOSED })} />}
      list={
        weekday !== undefined &&
        hour !== undefined && (
          <PeopleDrawer
            endpoint="rhythmPeople"
            query={{ ...query, weekday, hour }}
            title={cellName({ weekday, hour })}
            row={(person) => <PersonItem key={person.userId} person={person} />}
            onClose={() => ask(CLOSED)}
          />
        )
      }
    >
      {({ cells, total, meta }) =>
        total.activities === 0 ? (
          <p className="panel p-6 text-ink-2">{texts.nobody}</p>
        ) : (
          <Section
            title={texts.title}
            note={texts.note(texts.shown[show], meta.timezone)}
            aside={<DownloadLink href={addressOf('rhythm', { ...query, format: 'csv' })} what={texts.file} />}
          >
            <RhythmHeat cells={cells} shown={show} onOpen={({ weekday, hour }) => ask({ weekday, hour })} />
            <p className="mt-2 text-xs text-ink-3">
              {texts.total(
                counted(total.people, nouns.people),
                counted(total.activities, nouns.activities),
                exact(Math.round(total.hours)),
              )}
              {cells.some(({ hours, people }) => hours > 0 && people === null) && ` ${texts.someHidden}`}
            </p>
          </Section>
        )
      }
    </QuestionFrame>
  );
}

/** Somebody who was there, and how much they did in that hour. */
const PersonItem = ({ person }: { person: Found['people'][number] }) => (
  <li className="flex flex-wrap items-center gap-x-4 px-4 py-2 sm:px-6">
    <span className="min-w-40 flex-1">
      <UserCell user={person} />
    </span>
    <span className="text-sm text-ink-2">{counted(person.activities, nouns.activities)}</span>
  </li>
);

const counted = (n: number | null, noun: (n: number) => string) => `${told(n)} ${noun(n ?? 0)}`;

interface SettingsProps {
  readonly search: RhythmSearch;
  readonly onChange: (change: Change<RhythmSearch>) => void;
}

function Settings({ search, onChange }: SettingsProps) {
  return (
    <Sentence>
      <ActiveBy did={search.did} onChange={(did) => onChange({ did })} />
      <Line words={texts.toldBy}>
        <Select
          aria-label={texts.toldByLabel}
          value={search.show ?? SHOWN[0]}
          onChange={({ target: { value } }) =>
            onChange({ show: value === 'activities' || value === 'mean' ? value : undefined })
          }
        >
          <Options of={texts.shown} />
        </Select>
        <WhomChoice search={search} onChange={onChange} />
      </Line>
    </Sentence>
  );
}

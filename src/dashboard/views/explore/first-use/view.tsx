import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-first-use.ts';
import type { Beginners, FirstUsePeople as Found } from '../../../../contract/families/explore/first-use.ts';
import { NONE } from '../../../../contract/families/explore/none.ts';
import { addressOf } from '../../../data/address.ts';
import { type Change, useAsk } from '../../../data/use-ask.ts';
import { moment } from '../../../format/date.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { PeopleDrawer } from '../../../shell/people/people-drawer.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { UserCell } from '../../../ui/user-cell.tsx';
import { QuestionFrame } from '../question-frame.tsx';
import { numbersOf } from '../reports.ts';
import { told, toldShare } from '../told-count.ts';
import { CLOSED, type FirstUseSearch, firstUseQuery, firstUseSearch, peopleQuery } from './question.ts';
import { FirstUseSettings, USUAL_DAYS } from './settings.tsx';
import { FirstTable, UsedTable, useNames } from './table.tsx';

/** What people use first after they begin, and whether they stay. */
export default function FirstUseView() {
  const { search, ask } = useAsk(firstUseSearch);
  const query = firstUseQuery(search);
  const { by = 'feature', days = USUAL_DAYS, use } = search;
  const open = (which: Change<FirstUseSearch>) => ask({ ...CLOSED, ...which });
  return (
    <QuestionFrame
      label={explore.firstUse}
      report={useQuery(numbersOf('firstUse', query))}
      comparable={false}
      settings={<FirstUseSettings search={search} onChange={(change) => ask({ ...change, ...CLOSED })} />}
      list={use !== undefined && <People search={search} by={by} onClose={() => ask(CLOSED)} />}
    >
      {({ total, groups }) =>
        total.people === 0 ? (
          <p className="panel p-6 text-ink-2">{texts.nobody}</p>
        ) : total.people === null ? (
          <p className="panel p-6 text-ink-2">{texts.allHidden}</p>
        ) : (
          <>
            <Summary total={total} days={days} onOpen={open} />
            <Section
              title={texts.first}
              note={texts.firstNote}
              aside={
                <DownloadLink href={addressOf('firstUse', { ...query, format: 'csv' })} what={texts.file} />
              }
            >
              <FirstTable by={by} groups={groups} onOpen={open} />
            </Section>
            <Section title={texts.usedTitle(days)} note={texts.usedNote}>
              <UsedTable by={by} groups={groups} onOpen={open} />
              {groups.some(({ first, used }) => first.people === null || used.people === null) && (
                <p className="mt-2 text-xs text-ink-3">{texts.someHidden}</p>
              )}
            </Section>
          </>
        )
      }
    </QuestionFrame>
  );
}

interface SummaryProps {
  readonly total: Beginners;
  readonly days: number;
  readonly onOpen: (which: Change<FirstUseSearch>) => void;
}

/** All who began, by what became of them. */
function Summary({ total, days, onOpen }: SummaryProps) {
  const numbers = [
    ['people', undefined],
    ['stayed', 'stayed'],
    ['left', 'left'],
    ['open', 'open'],
  ] as const;
  return (
    <div className="panel p-4" data-tint="users">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {numbers.map(([name, state]) => (
          <div key={name} title={texts.meanings[name]}>
            <dt className="text-xs text-ink-3">{texts.counts[name]}</dt>
            <dd className="text-xl font-semibold tabular-nums">
              <OpensPeople
                count={total[name]}
                label={texts.openAll(told(total[name]), texts.counts[name])}
                onOpen={() => onOpen({ use: 'first', state })}
              >
                {told(total[name])}
              </OpensPeople>
            </dd>
          </div>
        ))}
        <div title={texts.staysMeans}>
          <dt className="text-xs text-ink-3">{texts.stays}</dt>
          <dd className="text-xl font-semibold tabular-nums">{toldShare(total.stays)}</dd>
        </div>
      </dl>
      <p className="mt-3 text-xs text-ink-3">{texts.unfinished(days)}</p>
    </div>
  );
}

interface PeopleProps {
  readonly search: FirstUseSearch;
  readonly by: string;
  readonly onClose: () => void;
}

function People({ search, by, onClose }: PeopleProps) {
  const nameOf = useNames(by);
  const { group, use, state } = search;
  const what = group === undefined ? texts.allOfThem : nameOf({ key: group });
  return (
    <PeopleDrawer
      endpoint="firstUsePeople"
      query={peopleQuery(search)}
      title={group !== undefined && use === 'used' ? texts.usedIt(what) : texts.firstWas(what)}
      aside={state && <span>{texts.counts[state]}</span>}
      row={(person, zone) => <PersonItem key={person.userId} person={person} zone={zone} nameOf={nameOf} />}
      onClose={onClose}
    />
  );
}

interface PersonProps {
  readonly person: Found['people'][number];
  readonly zone: string;
  readonly nameOf: (group: { key: string }) => string;
}

function PersonItem({ person, zone, nameOf }: PersonProps) {
  const { began, first, firstAt, state } = person;
  return (
    <li className="items-center gap-x-4 px-4 py-2 sm:flex sm:px-6">
      <div className="min-w-40 flex-1">
        <UserCell user={person} />
      </div>
      <p className="text-sm text-ink-2 max-sm:mt-1 max-sm:ps-10 sm:text-end">
        {nameOf({ key: first ?? NONE })} · {texts.counts[state]}
        <span className="block text-xs text-ink-3">
          {texts.began} {moment(began, zone)}
          {firstAt && firstAt !== began && ` · ${texts.firstAt} ${moment(firstAt, zone)}`}
        </span>
      </p>
    </li>
  );
}

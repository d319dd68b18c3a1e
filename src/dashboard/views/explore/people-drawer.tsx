import { useInfiniteQuery } from '@tanstack/react-query';
import * as texts from '#texts/explore.ts';
import type { FunnelPeople } from '../../../contract/families/explore/funnel.ts';
import { addressOf } from '../../data/address.ts';
import { usePanel } from '../../data/panel-context.ts';
import { moment } from '../../format/date.ts';
import { duration } from '../../format/duration.ts';
import { exact } from '../../format/number.ts';
import { partLabel } from '../../numbers/groupings.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { FoundPeople } from './found-people.tsx';
import { CLOSED, type FunnelQuestion, peopleQuery, useFunnel } from './funnel-question.ts';
import { funnelPeople } from './reports.ts';
import { stepWords } from './step-words.ts';

/** Whom a bar counts, or who was lost before it. */
export function PeopleDrawer({ question, bar }: { question: FunnelQuestion; bar: number }) {
  const { catalogue } = usePanel();
  const { ask } = useFunnel();
  const { search, steps } = question;
  const query = peopleQuery(question);
  const list = useInfiniteQuery(funnelPeople(query));
  const total = list.data?.pages[0]?.meta.totalRows ?? 0;
  const step = steps[bar - 1];
  const words = step && search.order !== 'any' ? stepWords(step, catalogue) : texts.step(bar);
  const noun = search.count === 'tries' ? texts.tries : texts.people;
  return (
    <Drawer
      title={search.who === 'lost' ? texts.lostTitle(words) : texts.reachedTitle(words)}
      onClose={() => ask(CLOSED)}
      aside={
        <DownloadLink href={addressOf('funnelPeople', { ...query, format: 'csv' })} what={texts.listOf} />
      }
      head={
        list.data && (
          <p role="status" className="mt-1 text-sm text-ink-2">
            <span className="font-semibold text-ink">{exact(total)}</span> {noun(total)}
            {search.group !== undefined &&
              search.by &&
              ` · ${search.group === '' ? texts.noneOfThese : partLabel(search.by, search.group, catalogue)}`}
          </p>
        )
      }
    >
      <FoundPeople
        list={list}
        noun={noun}
        rows={(pages) =>
          pages.flatMap(({ people, meta }) =>
            people.map((person) => (
              <PersonItem
                key={`${person.userId} ${person.times[0]}`}
                person={person}
                of={steps.length}
                zone={meta.timezone}
              />
            )),
          )
        }
      />
    </Drawer>
  );
}

type Person = FunnelPeople['people'][number];

function PersonItem({ person, of, zone }: { person: Person; of: number; zone: string }) {
  const { times, reached, tookMs } = person;
  return (
    <li className="items-center gap-x-4 px-4 py-2 sm:flex sm:px-6">
      <div className="min-w-40 flex-1">
        <UserCell user={person} />
      </div>
      <p className="text-sm text-ink-2 max-sm:mt-1 max-sm:ps-10 sm:text-end">
        {texts.reachedStep(reached, of)}
        {reached > 1 && ` ${texts.took(duration(tookMs))}`}
        <span className="block text-xs text-ink-3">
          {texts.began} {moment(times[0]!, zone)}
        </span>
      </p>
    </li>
  );
}

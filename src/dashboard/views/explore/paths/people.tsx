import * as texts from '#texts/explore-paths.ts';
import * as nouns from '#texts/nouns.ts';
import type { PathPeople as Found } from '../../../../contract/families/explore/paths.ts';
import { clock, moment } from '../../../format/date.ts';
import { PeopleDrawer } from '../../../shell/people/people-drawer.tsx';
import { UserCell } from '../../../ui/user-cell.tsx';
import { CLOSED, peopleQuery, usePaths } from './question.ts';
import { useWords } from './words.ts';

/** Who went a way, or no further. */
export function PathPeople() {
  const { search, ask } = usePaths();
  const { who, path } = search;
  const words = useWords();
  const way = words.wayOf(path?.split(';') ?? []);
  return (
    <PeopleDrawer
      endpoint="pathPeople"
      query={peopleQuery(search)}
      title={
        who === 'ended' ? texts.endedTitle(words.ended, way) : who === 'other' ? texts.otherTitle(way) : way
      }
      noun={search.count === 'tries' ? texts.tries : nouns.people}
      row={(person, zone) => (
        <PersonItem key={`${person.userId} ${person.began}`} person={person} zone={zone} />
      )}
      onClose={() => ask(CLOSED)}
    />
  );
}

type Person = Found['people'][number];

function PersonItem({ person, zone }: { person: Person; zone: string }) {
  const { stepOf } = useWords();
  return (
    <li className="items-start gap-x-4 px-4 py-2 sm:flex sm:px-6">
      <div className="min-w-40 flex-1">
        <UserCell user={person} />
        <p className="ps-10 text-xs text-ink-3">{moment(person.began, zone)}</p>
      </div>
      <ol className="text-sm text-ink-2 max-sm:mt-1 max-sm:ps-10 sm:w-72">
        {person.path.map((key, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={i} className="flex justify-between gap-3">
            <span className="truncate">{stepOf(key)}</span>
            <time className="text-ink-3" dateTime={person.times[i]}>
              {clock(person.times[i]!, zone)}
            </time>
          </li>
        ))}
      </ol>
    </li>
  );
}

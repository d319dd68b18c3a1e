import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-funnel.ts';
import * as nouns from '#texts/nouns.ts';
import type { FunnelPeople as Found } from '../../../../contract/families/explore/funnel.ts';
import { NONE } from '../../../../contract/families/explore/none.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { moment } from '../../../format/date.ts';
import { duration } from '../../../format/duration.ts';
import { partLabel } from '../../../numbers/groupings.ts';
import { PeopleDrawer } from '../../../shell/people/people-drawer.tsx';
import { UserCell } from '../../../ui/user-cell.tsx';
import { stepWords } from '../steps.ts';
import { CLOSED, type FunnelQuestion, peopleQuery, useFunnel } from './question.ts';

/** Whom a bar counts, or who was lost before it. */
export function FunnelPeople({ question, bar }: { question: FunnelQuestion; bar: number }) {
  const { catalogue } = usePanel();
  const { ask } = useFunnel();
  const { search, steps } = question;
  const step = steps[bar - 1];
  const words = step && search.order !== 'any' ? stepWords(step, catalogue) : explore.step(bar);
  const { group, by } = search;
  return (
    <PeopleDrawer
      endpoint="funnelPeople"
      query={peopleQuery(question)}
      title={search.who === 'lost' ? texts.lostTitle(words) : texts.reachedTitle(words)}
      noun={search.count === 'tries' ? texts.tries : nouns.people}
      aside={
        group !== undefined &&
        by && <span>{group === NONE ? explore.noneOfThese : partLabel(by, group, catalogue)}</span>
      }
      row={(person, zone) => (
        <PersonItem
          key={`${person.userId} ${person.times[0]}`}
          person={person}
          of={steps.length}
          zone={zone}
        />
      )}
      onClose={() => ask(CLOSED)}
    />
  );
}

type Person = Found['people'][number];

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

import { useInfiniteQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-people.ts';
import * as nouns from '#texts/nouns.ts';
import type { PeopleList } from '../../../../contract/families/explore/people.ts';
import type { Rule, Rules } from '../../../../contract/rules.ts';
import { addressOf } from '../../../data/address.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { moment } from '../../../format/date.ts';
import { exact } from '../../../format/number.ts';
import { personLabel } from '../../../numbers/people-words.ts';
import { peopleOf } from '../../../shell/people/people-of.ts';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Section } from '../../../ui/section.tsx';
import { Select } from '../../../ui/select.tsx';
import { ErrorState, Loading, Skeleton } from '../../../ui/states.tsx';
import { UserCell } from '../../../ui/user-cell.tsx';
import { stepWords } from '../steps.ts';
import { listQuery, usePeople } from './question.ts';

/** Who fits, with what the rules counted of each. */
export function PeopleFound({ rules }: { rules: Rules }) {
  const { search, ask } = usePeople();
  const { catalogue } = usePanel();
  const query = listQuery(search);
  const list = useInfiniteQuery(peopleOf('peopleList', query));
  const pages = list.data?.pages;
  const people = pages?.flatMap((page) => page.people) ?? [];
  const counted = rules.flat().flatMap((rule, i) => {
    const words = countedWords(rule, catalogue);
    return words === null ? [] : [{ n: i + 1, words, compares: rule.is === 'change' }];
  });
  const orders = counted.flatMap(({ n, words, compares }) => [
    { value: `${n}`, words: compares ? texts.roseMost(words) : texts.mostOf(words) },
    { value: `${n} asc`, words: compares ? texts.fellMost(words) : texts.leastOf(words) },
  ]);
  return (
    <Section
      title={texts.whoFits}
      aside={
        <span className="flex items-center gap-2">
          <Select
            aria-label={texts.orderOf}
            value={search.sort === undefined ? '' : `${search.sort}${search.order === 'asc' ? ' asc' : ''}`}
            onChange={({ target: { value } }) => {
              const [sort, order] = value.split(' ');
              ask({ sort: sort ? Number(sort) : undefined, order: order === 'asc' ? order : undefined });
            }}
          >
            <option value="">{texts.firstKnown}</option>
            {orders.map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
          <DownloadLink href={addressOf('peopleList', { ...query, format: 'csv' })} what={explore.listOf} />
        </span>
      }
    >
      {!pages ? (
        list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        ) : (
          <>
            <Loading />
            <Skeleton className="h-80 w-full" />
          </>
        )
      ) : people.length === 0 ? (
        <p className="panel p-6 text-ink-2">{texts.nobodyFits}</p>
      ) : (
        <div
          className={`panel overflow-hidden transition-opacity ${list.isPlaceholderData ? 'opacity-60' : ''}`}
        >
          <ol className="divide-y divide-line">
            {people.map((person) => (
              <Person key={person.userId} person={person} counted={counted} zone={pages[0]!.meta.timezone} />
            ))}
          </ol>
          <LoadMore list={list} shown={people.length} noun={nouns.people} />
        </div>
      )}
    </Section>
  );
}

/** What a rule counts, in words; null for one that counts nothing. */
function countedWords(rule: Rule, c: ReturnType<typeof usePanel>['catalogue']): string | null {
  if (rule.is === 'number' || rule.is === 'change') return personLabel(rule.of, c);
  if (rule.is === 'did' || ((rule.is === 'first' || rule.is === 'last') && rule.step))
    return rule.step ? stepWords(rule.step, c) : explore.anyActivity;
  return null;
}

interface PersonProps {
  readonly person: PeopleList['people'][number];
  readonly counted: readonly { readonly n: number; readonly words: string; readonly compares: boolean }[];
  readonly zone: string;
}

function Person({ person, counted, zone }: PersonProps) {
  const { numbers, previous, lastActivityAt } = person;
  const told = counted.map(({ n, words, compares }, i) => {
    const now = exact(numbers[n - 1] ?? 0);
    const number = compares ? texts.fromTo(exact(previous[n - 1] ?? 0), now) : now;
    return words === counted[i - 1]?.words ? number : `${words}: ${number}`;
  });
  return (
    <li className="items-center gap-x-4 px-4 py-2 sm:flex sm:px-6">
      <div className="min-w-40 flex-1">
        <UserCell user={person} />
      </div>
      <p className="text-sm text-ink-2 max-sm:mt-1 max-sm:ps-10 sm:text-end">
        {[...new Set(told)].join(' · ')}
        <span className="block text-xs text-ink-3">
          {lastActivityAt ? texts.lastActive(moment(lastActivityAt, zone)) : texts.neverActive}
        </span>
      </p>
    </li>
  );
}

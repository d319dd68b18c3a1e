import type { ComponentProps, ReactNode } from 'react';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/rows.ts';
import type { Profile } from '../../../contract/families/platform/referrals.ts';
import { exact, neighbours, share, type Unit } from '../../format/number.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Bar } from '../../ui/bar.tsx';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';
import { UserCell } from '../../ui/user-cell.tsx';

export interface Person extends Profile {
  /** Their part of the number. */
  readonly amount: number;
  /** How many rows it is, where these are another number. */
  readonly count?: number;
}

interface PeopleListProps {
  readonly label: string;
  readonly people: readonly Person[];
  readonly list: PagedList;
  /** Everybody's together; null where a share would be of something else. */
  readonly whole: number | null;
  readonly unit: Unit;
  /** The number's key and its own bounds, for the rows of one of them; null where these are no list. */
  readonly opens: Pick<ComponentProps<typeof RowsLink>, 'of' | 'since' | 'until' | 'asOf'> | null;
  readonly empty: string;
  /** What is in no row. */
  readonly children?: ReactNode;
}

/** The users behind a number, those of the largest part first: a name leads to their page, a number to their rows. */
export function PeopleList({ label, people, list, whole, unit, opens, empty, children }: PeopleListProps) {
  const most = Math.max(0, ...people.map(({ amount }) => amount));
  if (people.length === 0)
    return (
      <div className="panel">
        <p className="p-6 text-ink-2">{empty}</p>
        {children}
      </div>
    );
  return (
    <div data-tint="features" className="panel">
      <ol aria-label={texts.peopleBehind(label)} className="divide-y divide-line">
        {people.map((person, i) => (
          <li key={person.userId} className="flex items-center gap-3 px-4 py-2">
            <span className="w-6 shrink-0 text-end text-xs text-ink-3">{exact(i + 1)}</span>
            <div className="min-w-0 flex-1">
              <UserCell user={person} />
            </div>
            <Bar part={most > 0 ? person.amount / most : 0} className="w-24 shrink-0 max-sm:hidden" />
            <span className="w-12 shrink-0 text-end text-xs text-ink-3">
              {whole !== null &&
                person.amount >= 0 &&
                share(
                  person.amount,
                  whole,
                  neighbours(people, i).map(({ amount }) => amount),
                )}
            </span>
            <RowsLink
              of=""
              {...opens}
              who={person.userId}
              count={opens && (person.count ?? person.amount)}
              label={texts.whose(exact(person.amount, unit), person.name ?? person.userId)}
              className="min-w-12 shrink-0 text-end font-medium"
            >
              {exact(person.amount, unit)}
            </RowsLink>
          </li>
        ))}
      </ol>
      {children}
      <LoadMore list={list} shown={people.length} noun={nouns.people} />
    </div>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import * as texts from '#texts/explore.ts';
import * as nouns from '#texts/nouns.ts';
import { addressOf } from '../../data/address.ts';
import type { RetentionSearch } from '../../data/url/explore.ts';
import { calendarDay } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { UserCell } from '../../ui/user-cell.tsx';
import { FoundPeople } from './found-people.tsx';
import { cohortPeople } from './reports.ts';
import { cellQuery, NO_CELL, useRetention } from './retention-question.ts';

/** Who came back in a cell of the triangle, or stayed away. */
export function CellDrawer({ search }: { search: RetentionSearch }) {
  const { ask } = useRetention();
  const query = cellQuery(search);
  const list = useInfiniteQuery(cohortPeople(query));
  const total = list.data?.pages[0]?.meta.totalRows ?? 0;
  const n = search.n ?? 0;
  const away = search.who === 'away';
  const day = calendarDay(search.cohort!);
  const unit = search.interval ?? 'week';
  return (
    <Drawer
      title={
        n === 0
          ? texts.beganTitle(unit, day)
          : away
            ? texts.awayTitle(unit, n, day)
            : texts.cameTitle(unit, n, day)
      }
      onClose={() => ask(NO_CELL)}
      aside={
        <DownloadLink href={addressOf('cohortPeople', { ...query, format: 'csv' })} what={texts.listOf} />
      }
      head={
        <p role="status" className="mt-1 flex flex-wrap items-center gap-3 text-sm text-ink-2">
          {list.data && (
            <span>
              <span className="font-semibold text-ink">{exact(total)}</span> {nouns.people(total)}
            </span>
          )}
          {n > 0 && (
            <Button look="quiet" onClick={() => ask({ who: away ? undefined : 'away' })}>
              {away ? texts.showCame : texts.showAway}
            </Button>
          )}
        </p>
      }
    >
      <FoundPeople
        list={list}
        noun={nouns.people}
        rows={(pages) =>
          pages
            .flatMap((page) => page.people)
            .map((person) => (
              <li key={person.userId} className="px-4 py-2 sm:px-6">
                <UserCell user={person} />
              </li>
            ))
        }
      />
    </Drawer>
  );
}

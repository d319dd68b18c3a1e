import { useInfiniteQuery } from '@tanstack/react-query';
import * as nouns from '#texts/nouns.ts';
import * as numberTexts from '#texts/numbers.ts';
import * as texts from '#texts/rows.ts';
import { rowsSearch } from '../../data/url/rows.ts';
import type { Raw } from '../../data/url/search.ts';
import { usageSearch } from '../../data/url/views.ts';
import { COUNT, type Unit } from '../../format/number.ts';
import {
  type FactPerson,
  type FactsPage,
  factsFile,
  factsFilter,
  factsQuery,
  ranksPeople,
} from '../../numbers/opened/fact-queries.ts';
import type { OpenedFacts } from '../../numbers/opened/opened-facts.ts';
import { listKind } from '../../numbers/opened/opens.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { DayList } from './day-list.tsx';
import { Fact } from './fact.tsx';
import { FactSum } from './fact-sum.tsx';
import { PeopleList } from './people-list.tsx';
import { RowsHead } from './rows-head.tsx';
import { RowsList } from './rows-list.tsx';

interface FactRowsProps {
  readonly opened: OpenedFacts;
  readonly search: Raw;
  readonly onClose: () => void;
}

/** The payments, referrals, shares or likes that a number counted or added up, or whose they are. */
export function FactRows({ opened, search, onClose }: FactRowsProps) {
  const rows = rowsSearch(search);
  const people = ranksPeople(rows, opened);
  const filter = factsFilter({ ...usageSearch(search), ...rows }, opened);
  const list = useInfiniteQuery(factsQuery(opened.list, filter));
  const first = list.data?.pages[0];
  const facts = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const kind = listKind({ kind: 'rows', of: rows.rows ?? '' });
  const noun = nouns.listed[kind];
  const ranked = !rows.who || opened.whose === 'ownerId';
  const { rows: of = '', since, until, asOf } = rows;
  return (
    <Drawer
      title={opened.label}
      onClose={onClose}
      aside={
        <DownloadLink
          href={factsFile(opened.list, filter)}
          what={texts.listBehind((people ? nouns.people : noun)(2), opened.label)}
        />
      }
      head={
        <RowsHead
          rows={rows}
          meta={first?.meta}
          name={nameIn(facts, rows.who)}
          definition={opened.definition}
          word={ranked ? numberTexts.lists[kind] : undefined}
        >
          {first && <FactSum page={first} opened={opened} noun={noun} alone={!ranked} />}
        </RowsHead>
      }
    >
      <RowsList list={list}>
        {first && people ? (
          <PeopleList
            label={opened.label}
            people={list.data?.pages.flatMap((page) => page.people.map((each) => partOf(each, opened))) ?? []}
            list={list}
            whole={rows.find ? null : wholeOf(first, opened)}
            unit={unitOf(opened)}
            opens={rows.who ? null : { of, since, until, asOf }}
            empty={rows.find ? texts.nobodyHereWhoMatches(rows.find) : texts.nobodyHere}
          />
        ) : facts.length === 0 ? (
          <p className="panel p-6 text-ink-2">
            {rows.find ? texts.nothingHereAnybodyWho(rows.find) : texts.nothingHere}
          </p>
        ) : (
          first && (
            <DayList
              label={opened.label}
              tint={opened.list === 'creditTransactions' ? 'revenue' : 'content'}
              list={list}
              items={facts}
              atOf={({ timestamp }) => timestamp}
              zone={first.meta.timezone}
              noun={noun}
            >
              {(ofDay) => (
                <ol className="divide-y divide-line">
                  {ofDay.map((fact) => (
                    <Fact
                      key={`${fact.id} ${fact.userId}`}
                      fact={fact}
                      list={opened.list}
                      zone={first.meta.timezone}
                    />
                  ))}
                </ol>
              )}
            </DayList>
          )
        )}
      </RowsList>
    </Drawer>
  );
}

/** What somebody is called, on whichever side of a fact they are. */
const nameIn = (facts: FactsPage['rows'], who: string | undefined) =>
  facts.find(({ userId }) => userId === who)?.name ??
  facts.find(({ ownerId }) => ownerId === who)?.ownerName ??
  who;

const unitOf = ({ adds, filter }: OpenedFacts): Unit =>
  adds === 'amount' ? { kind: 'money', currency: filter.currency ?? '' } : COUNT;

/** A user with their part of the number. */
function partOf({ amount, credits, ...person }: FactPerson, { adds }: OpenedFacts) {
  const added = { amount, credits };
  return { ...person, amount: (adds ? added[adds] : person.count) ?? 0 };
}

/** The number itself. */
function wholeOf({ totals = [], totalCredits, meta }: FactsPage, { adds }: OpenedFacts): number {
  if (!adds) return meta.totalRows ?? 0;
  return totalCredits ?? totals.reduce((sum, each) => sum + each[adds], 0);
}

import type { ReactNode } from 'react';
import { calendarDay, dayIn } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';

interface DayListProps<Item> {
  readonly label: string;
  /** Newest first. */
  readonly items: readonly Item[];
  readonly atOf: (item: Item) => string;
  readonly zone: string;
  /** Where they come from: with more to load, the last day isn't whole. */
  readonly list: PagedList;
  /** What so many of them are called. */
  readonly noun: (n: number) => string;
  readonly tint?: string;
  /** The items of a day. */
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** What happened, newest first, under the days of a zone. */
export function DayList<Item>(props: DayListProps<Item>) {
  const { label, items, atOf, zone, list, noun, tint, children } = props;
  const days = runsOf(items, (item) => dayIn(zone, atOf(item)));
  return (
    <section aria-label={label} data-tint={tint} className="panel overflow-clip">
      {days.map(({ key, items: ofDay }, i) => (
        <section key={key} aria-label={calendarDay(key)}>
          <h3 className="flex justify-between border-b border-line bg-sunken px-4 py-2 text-xs text-ink-2 not-first:border-t">
            <span className="font-medium">{calendarDay(key)}</span>
            {(!list.hasNextPage || i < days.length - 1) && (
              <span>
                {exact(ofDay.length)} {noun(ofDay.length)}
              </span>
            )}
          </h3>
          {children(ofDay)}
        </section>
      ))}
      <LoadMore list={list} shown={items.length} noun={noun} />
    </section>
  );
}

/** Runs of neighbours with the same key. */
export function runsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const runs: { key: string; items: Item[] }[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const last = runs[runs.length - 1];
    if (last?.key === key) last.items.push(item);
    else runs.push({ key, items: [item] });
  }
  return runs;
}

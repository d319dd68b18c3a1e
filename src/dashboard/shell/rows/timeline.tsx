import type { ReactNode } from 'react';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/rows.ts';
import type { PagedList } from '../../ui/load-more.tsx';
import { DayList, runsOf } from './day-list.tsx';
import { type LoggedActivity, TimelineItem } from './timeline-item.tsx';

interface TimelineProps {
  /** Where they come from. */
  readonly list: PagedList;
  readonly activities: readonly LoggedActivity[];
  readonly zone: string;
  /** Each row tells whose it is. */
  readonly people?: boolean;
  /** Users whom details name, by their ids. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** What is said where there is none. */
  readonly empty: ReactNode;
}

const NOBODY = {};

/** Activities, newest first, day by day and visit by visit. */
export function Timeline({ list, activities, zone, people = false, names = NOBODY, empty }: TimelineProps) {
  if (activities.length === 0) return <p className="panel p-6 text-ink-2">{empty}</p>;
  return (
    <DayList
      label={texts.newestFirst}
      tint="features"
      list={list}
      items={activities}
      atOf={({ timestamp }) => timestamp}
      zone={zone}
      noun={nouns.activities}
    >
      {(ofDay) => (
        <div className="divide-y divide-line">
          {runsOf(ofDay, visitOf).map(({ items }) => (
            <ol key={items[0]?.eventId} className="py-1.5">
              {items.map((activity) => (
                <TimelineItem
                  key={activity.eventId}
                  activity={activity}
                  zone={zone}
                  people={people}
                  names={names}
                />
              ))}
            </ol>
          ))}
        </div>
      )}
    </DayList>
  );
}

const visitOf = ({ userId = '', visitId }: LoggedActivity) => `${userId} ${visitId ?? ''}`;

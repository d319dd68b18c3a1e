import * as texts from '#texts/explore-retention.ts';
import { calendarDay } from '../../../format/date.ts';
import { PeopleDrawer } from '../../../shell/people/people-drawer.tsx';
import { Button } from '../../../ui/button.tsx';
import { cellQuery, NO_CELL, useRetention } from './question.ts';

/** Who came back in a cell of the triangle, or stayed away. */
export function CellDrawer({ cohort }: { cohort: string }) {
  const { search, ask } = useRetention();
  const { n = 0, interval: unit = 'week' } = search;
  const away = search.who === 'away';
  const day = calendarDay(cohort);
  const title = away ? texts.awayTitle : texts.cameTitle;
  return (
    <PeopleDrawer
      endpoint="cohortPeople"
      query={cellQuery(search)}
      title={n === 0 ? texts.beganTitle(unit, day) : title(unit, n, day)}
      aside={
        n > 0 && (
          <Button look="quiet" onClick={() => ask({ who: away ? undefined : 'away' })}>
            {away ? texts.showCame : texts.showAway}
          </Button>
        )
      }
      onClose={() => ask(NO_CELL)}
    />
  );
}

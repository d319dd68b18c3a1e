import * as texts from '#texts/explore-stickiness.ts';
import type { Stickiness } from '../../../../contract/families/explore/stickiness.ts';
import { exact, PART } from '../../../format/number.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { told } from '../told-count.ts';
import type { OpensDays } from './days-table.tsx';

interface SpreadProps extends OpensDays {
  readonly window: Stickiness['windows'][number];
}

const NARROWEST = '1.75rem';

/** A bar for each number of days: how many were active on so many. */
export function Spread({ window, onOpen }: SpreadProps) {
  const { on, people, average, last } = window;
  const most = Math.max(1, ...on.map((n) => n ?? 0));
  const bars = on.map((count, i) => ({ n: i + 1, count }));
  const within = on.length === 7 ? '7' : '28';
  return (
    <div className="panel overflow-x-auto p-4" data-tint="features">
      <p className="mb-3 text-sm text-ink-2">
        {average === null ? texts.hidden : texts.average(exact(Math.round(average * 10) / 10))}
      </p>
      <ol className="flex h-44 min-w-max items-end gap-1 sm:gap-2">
        {bars.map(({ n, count }) => (
          <li
            key={n}
            style={{ minWidth: NARROWEST }}
            className="flex h-full max-w-20 flex-1 flex-col items-center justify-end gap-1"
          >
            <span
              className="text-xs text-ink-2"
              title={people && count !== null ? exact(count / people, PART) : undefined}
            >
              <OpensPeople
                count={count}
                label={texts.openOn(told(count), n)}
                onOpen={() => onOpen({ last, within, on: n })}
              >
                {told(count)}
              </OpensPeople>
            </span>
            <span
              aria-hidden="true"
              className="block min-h-px w-full rounded-t-sm bg-tint"
              style={{ height: `${((count ?? 0) / most) * 70}%` }}
            />
            <span className="text-xs text-ink-3">
              <span aria-hidden="true">{n}</span>
              <span className="sr-only">{texts.daysOn(n)}</span>
            </span>
          </li>
        ))}
      </ol>
      {window.unfinished && <p className="mt-2 text-xs text-ink-3">{texts.unfinished}</p>}
    </div>
  );
}

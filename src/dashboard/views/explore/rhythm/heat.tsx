import { type KeyboardEvent, useId, useRef, useState } from 'react';
import * as texts from '#texts/explore-rhythm.ts';
import * as nouns from '#texts/nouns.ts';
import type { RhythmCell } from '../../../../contract/families/explore/rhythm.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { weekdayName } from '../../../format/date.ts';
import { exact, human } from '../../../format/number.ts';
import { TableFrame } from '../../../ui/table-frame.tsx';
import { useNarrow } from '../../../ui/use-narrow.ts';
import { told } from '../told-count.ts';
import { keyTo } from './heat-keys.ts';
import type { Shown } from './question.ts';

const DAYS = Array.from({ length: 7 }, (_, i) => i + 1);
const HOURS = Array.from({ length: 24 }, (_, i) => i);
/** How strong the colour of the fullest hour is, in percent, and that of any. */
const [STRONGEST, WEAKEST] = [52, 6];

export const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
export const cellName = ({ weekday, hour }: Pick<RhythmCell, 'weekday' | 'hour'>) =>
  texts.cell(weekdayName(weekday - 1), hourName(hour), hourName((hour + 1) % 24));

interface HeatProps {
  /** All 168, those of Monday first. */
  readonly cells: readonly RhythmCell[];
  readonly shown: Shown;
  readonly onOpen: (cell: Pick<RhythmCell, 'weekday' | 'hour'>) => void;
}

/**
 * A week by the hour: days below each other, on a phone beside each other. The more there is, the stronger the colour; the
 * number stands in it. It is one stop of Tab; arrow keys walk from hour to hour, Enter opens who was there.
 */
export function RhythmHeat({ cells, shown, onOpen }: HeatProps) {
  const { operator } = usePanel();
  const hint = useId();
  const table = useRef<HTMLTableElement>(null);
  const narrow = useNarrow();
  const opens = operator.role === 'admin';
  const [rows, columns] = narrow ? [HOURS.length, DAYS.length] : [DAYS.length, HOURS.length];
  const cellAt = (place: number) => {
    const [row, column] = [Math.floor(place / columns), place % columns];
    return cells[narrow ? column * HOURS.length + row : row * HOURS.length + column]!;
  };
  const most = Math.max(...cells.map((cell) => cell[shown] ?? 0));
  const fullest = Array.from(cells.keys()).find((place) => (cellAt(place)[shown] ?? 0) === most) ?? 0;
  const [chosen, setChosen] = useState<number | null>(null);
  const stop = chosen ?? fullest;
  const walk = (event: KeyboardEvent) => {
    const to =
      event.ctrlKey || event.metaKey || event.altKey ? null : keyTo(event.key, stop, { rows, columns });
    if (to === null) return;
    event.preventDefault();
    setChosen(to);
    table.current?.querySelector<HTMLElement>(`[data-place="${to}"]`)?.focus();
  };
  const head = (n: number) => (narrow ? weekdayName(n) : String(n).padStart(2, '0'));
  const side = (n: number) => (narrow ? hourName(n) : weekdayName(n));
  return (
    <TableFrame label={texts.week} className="panel p-2 sm:p-3">
      <p id={hint} className="sr-only">
        {opens && texts.keys}
      </p>
      <table
        ref={table}
        // What is walked by arrow keys is a grid; what is read alone stays a table.
        role={opens ? 'grid' : undefined}
        aria-describedby={hint}
        onKeyDown={opens ? walk : undefined}
        className="w-full table-fixed border-separate border-spacing-0.5 text-xs"
        data-tint="users"
      >
        <thead className="text-ink-3">
          <tr>
            <td className="w-11" />
            {Array.from({ length: columns }, (_, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={n} scope="col" className="h-6 font-normal">
                {head(n)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={row}>
              <th scope="row" className="pe-1 text-end font-normal whitespace-nowrap text-ink-3">
                {side(row)}
              </th>
              {Array.from({ length: columns }, (_, column) => {
                const place = row * columns + column;
                const cell = cellAt(place);
                return (
                  <td key={cell.weekday * 24 + cell.hour} className="p-0">
                    <Hour
                      cell={cell}
                      shown={shown}
                      most={most}
                      {...(opens && {
                        opening: {
                          place,
                          tabIndex: place === stop ? 0 : -1,
                          onFocus: () => setChosen(place),
                          onClick: () => cell.people && onOpen(cell),
                        },
                      })}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

interface HourProps {
  readonly cell: RhythmCell;
  readonly shown: Shown;
  readonly most: number;
  readonly opening?: {
    readonly place: number;
    readonly tabIndex: number;
    readonly onFocus: () => void;
    readonly onClick: () => void;
  };
}

function Hour({ cell, shown, most, opening }: HourProps) {
  const n = cell[shown];
  const number = n === null ? '–' : human(shown === 'mean' ? tenths(n) : n);
  const words = cell.hours === 0 ? '' : number;
  const look = {
    className: `flex h-7 w-full items-center justify-center rounded-sm tabular-nums ${n ? 'text-ink' : 'text-ink-3'}`,
    style: {
      background: n
        ? `color-mix(in oklab, var(--tint) ${Math.round(WEAKEST + (n / most) * (STRONGEST - WEAKEST))}%, transparent)`
        : 'var(--sunken)',
    },
    title: `${cellName(cell)}\n${inFull(cell)}`,
  };
  if (!opening) return <span {...look}>{words}</span>;
  const { place, ...handlers } = opening;
  return (
    <button
      type="button"
      data-place={place}
      aria-haspopup={cell.people ? 'dialog' : undefined}
      aria-disabled={!cell.people || undefined}
      aria-label={texts.spoken(cellName(cell), inFull(cell))}
      {...look}
      {...handlers}
    >
      {words}
    </button>
  );
}

const tenths = (n: number) => Math.round(n * 10) / 10;

/** All that is known of an hour. */
function inFull({ hours, activities, people, mean }: RhythmCell): string {
  if (hours === 0) return texts.notThere;
  if (people === null) return texts.hidden;
  const what = `${told(people)} ${nouns.people(people)}, ${told(activities)} ${nouns.activities(activities ?? 0)}`;
  return mean === null ? what : texts.withMean(what, exact(tenths(mean)), exact(tenths(hours)));
}

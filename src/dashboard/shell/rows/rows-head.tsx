import { Link, useNavigate } from '@tanstack/react-router';
import { List, Users, X } from 'lucide-react';
import type { ReactNode } from 'react';
import * as texts from '#texts/rows.ts';
import { carried } from '../../data/url/range.ts';
import type { RowsSearch } from '../../data/url/rows.ts';
import { clock, date, dayIn, lastInstant, span, zoneWords } from '../../format/date.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';

/** Null bounds are those of all time. */
interface Within {
  readonly start: string | null;
  readonly end: string | null;
  readonly timezone: string;
}

interface RowsHeadProps {
  readonly rows: RowsSearch;
  readonly meta: Within | undefined;
  /** The user's name, where one is known. */
  readonly name: string | undefined;
  readonly definition: string;
  /** What the rows are called, `Activities`, where people are listed too. */
  readonly word?: string | undefined;
  /** How many there are, and what they add up to. */
  readonly children: ReactNode;
}

/** What is listed: how many, of which range, by which definition, and of whom. */
export function RowsHead({ rows, meta, name, definition, word, children }: RowsHeadProps) {
  return (
    <>
      <p role="status" className="mt-0.5 min-h-5.5 text-ink-2">
        {meta && (
          <>
            {children}{' '}
            <span className="text-sm text-ink-3">
              {' · '}
              {within(rows, meta)}
              {' · '}
              {zoneWords(meta.timezone)}
            </span>
          </>
        )}
      </p>
      <p className="mt-1 text-sm text-ink-3">{definition}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {word && <ListSwitch rows={rows} word={word} />}
        {rows.who ? <Whose who={rows.who} name={name ?? rows.who} /> : <Find />}
      </div>
    </>
  );
}

/** `up to 3 Mar 2026`, a range of days, or the hours of one. */
function within({ since, until }: RowsSearch, { start, end, timezone }: Within): string {
  if (start === null || end === null) return texts.allTime;
  if (until && !since) return texts.upTo(date(lastInstant(end), timezone));
  const days = span(start, end, timezone);
  const part = Date.parse(end) - Date.parse(start) < 23 * 3_600_000;
  const oneDay = dayIn(timezone, start) === dayIn(timezone, lastInstant(end));
  return part && oneDay ? `${days}, ${clock(start, timezone)}–${clock(end, timezone)}` : days;
}

/** From what was done to whose it is, and back. */
function ListSwitch({ rows, word }: { rows: RowsSearch; word: string }) {
  const navigate = useNavigate();
  return (
    <Segmented
      label={texts.listed}
      value={rows.shown ?? 'rows'}
      options={[
        { value: 'rows', label: word, Icon: List },
        { value: 'people', label: texts.people, Icon: Users },
      ]}
      onChange={(list) => {
        const shown = list === 'people' ? ('people' as const) : undefined;
        const search = (previous: RowsSearch) => ({ ...previous, shown });
        void navigate({ to: '.', search, replace: true, resetScroll: false, state: true });
      }}
    />
  );
}

const Find = () => (
  <SearchField
    param="find"
    label={texts.onlyUsersByName}
    placeholder={texts.nameEMailOr}
    className="min-w-36 flex-1"
  />
);

/** The one user whose rows they are, with the ways to their page and to everybody's. */
function Whose({ who, name }: { who: string; name: string }) {
  const navigate = useNavigate();
  const everybody = (previous: RowsSearch) => ({ ...previous, who: undefined });
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <Link to="/users/$userId" params={{ userId: who }} search={carried} className="link font-medium">
        {name}
      </Link>
      <Button
        look="quiet"
        onClick={() =>
          void navigate({
            to: '.',
            search: everybody,
            replace: true,
            resetScroll: false,
            state: true,
          })
        }
      >
        <X className="size-3.5" aria-hidden="true" /> {texts.everybodyInstead}
      </Button>
    </p>
  );
}

import * as texts from '#texts/one-user.ts';
import type { RangeSearch } from '../../data/url/range.ts';
import { date, dayIn, monthOf } from '../../format/date.ts';

interface NothingHereProps {
  /** When the user was active last; null for never. */
  readonly last: string | null;
  readonly zone: string;
  readonly setRange: (range: RangeSearch) => void;
}

/** A range without activity, with the way to the month of the last one. */
export function NothingHere({ last, zone, setRange }: NothingHereProps) {
  if (last === null) return texts.neverActive;
  const month = dayIn(zone, last).slice(0, 7);
  return (
    <>
      {texts.nothingInRange} {texts.lastSeen} {date(last, zone)}.{' '}
      <button type="button" className="link" onClick={() => setRange(wholeMonth(month))}>
        {texts.showMonth(monthOf(`${month}-01`))}
      </button>
    </>
  );
}

/** `2014-05` as a range. */
function wholeMonth(month: string): RangeSearch {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { period: undefined, startDate: `${month}-01`, endDate: `${month}-${lastDay}` };
}

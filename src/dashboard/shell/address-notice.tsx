import { useLocation } from '@tanstack/react-router';
import { usePanel } from '../data/panel-context.ts';
import { isZone } from '../data/url/range.ts';
import { parseSearch } from '../data/url/search.ts';
import { useRange } from '../data/use-range.ts';
import { zoneWords } from '../format/date.ts';
import { Button } from '../ui/button.tsx';

/** Says that the address names a zone that there is none of, and which one is shown in its place. */
export function AddressNotice() {
  const { timezone } = usePanel();
  const { setRange } = useRange();
  const named = useLocation({ select: ({ searchStr }) => parseSearch(searchStr).timezone });
  if (!named || isZone(named)) return null;
  return (
    <p
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-signal/10 px-4 py-1.5 text-sm sm:px-6"
    >
      <span>
        “{named.slice(0, 60)}” is not a time zone. Times are shown in {zoneWords(timezone)}.
      </span>
      <Button className="ml-auto h-7" onClick={() => setRange({ timezone: undefined })}>
        Remove it from the address
      </Button>
    </p>
  );
}

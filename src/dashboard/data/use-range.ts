import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { usePanel } from './panel-context.ts';
import { type RangeSearch, rangeSearch, spanQuery } from './url/range.ts';
import { compact, type Raw } from './url/search.ts';

/** A comparison that begins on a day of its own is of one range: with another it goes. */
const withoutCustom = ({ compare }: Raw) =>
  compare === 'custom' ? { compare: undefined, compareStartDate: undefined } : {};

/** The range in the address with its zone, and a way to change it; a changed range starts at the first page again. */
export function useRange(): {
  range: RangeSearch;
  /** In which it is shown: the address', or the operator's; the server's where retention leaves no other. */
  zone: string;
  setRange: (change: RangeSearch) => void;
  reset: () => void;
} {
  const range = rangeSearch(useSearch({ strict: false }) as Raw);
  const { serverTimezone } = usePanel();
  const zone = spanQuery(range).timezone ?? serverTimezone;
  const navigate = useNavigate();
  const setRange = useCallback(
    (change: RangeSearch) => {
      const search = (previous: Raw) =>
        compact({ ...previous, ...withoutCustom(previous), ...change, page: undefined });
      void navigate({ to: '.', search, resetScroll: false });
    },
    [navigate],
  );
  const reset = useCallback(() => void navigate({ to: '.', search: {} }), [navigate]);
  return { range, zone, setRange, reset };
}

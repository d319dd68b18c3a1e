import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type RangeSearch, rangeSearch } from './url/range.ts';
import { compact, type Raw } from './url/search.ts';

/** The range in the address and a way to change it; a changed range starts at the first page again. */
export function useRange(): {
  range: RangeSearch;
  setRange: (change: RangeSearch) => void;
  reset: () => void;
} {
  const range = rangeSearch(useSearch({ strict: false }) as Raw);
  const navigate = useNavigate();
  const setRange = useCallback(
    (change: RangeSearch) => {
      const search = (previous: Raw) => compact({ ...previous, ...change, page: undefined });
      void navigate({ to: '.', search: search as never, resetScroll: false });
    },
    [navigate],
  );
  const reset = useCallback(() => void navigate({ to: '.', search: {} as never }), [navigate]);
  return { range, setRange, reset };
}

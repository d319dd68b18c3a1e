import { useNavigate, useSearch } from '@tanstack/react-router';
import { compact, type Raw } from './url/search.ts';

export type Change<Search> = { [Name in keyof Search]?: Search[Name] | undefined };

/** The question in the address, as `read` has it, and the way to change it. */
export function useAsk<Search>(read: (raw: Raw) => Search): {
  search: Search;
  ask: (change: Change<Search>) => void;
} {
  const search = read(useSearch({ strict: false }) as Raw);
  const navigate = useNavigate();
  return {
    search,
    ask: (change) => {
      const next = (previous: Raw) => compact({ ...previous, ...change });
      void navigate({ to: '.', search: next, resetScroll: false });
    },
  };
}

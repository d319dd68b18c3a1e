import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { compact, type Raw, text } from '../data/url/search.ts';
import { SearchInput } from './search-input.tsx';
import { useTyped } from './use-typed.ts';

type SearchFieldProps = Omit<ComponentProps<typeof SearchInput>, 'value' | 'onText'> & {
  /** The parameter of the address that it is. */
  readonly param: string;
};

/** A search while typing; the address follows, and the first page is shown again. */
export function SearchField({
  param,
  className = 'min-w-36 flex-1 sm:w-72 sm:flex-none',
  ...rest
}: SearchFieldProps) {
  const value = text(useSearch({ strict: false }) as Raw, param) ?? '';
  const navigate = useNavigate();
  const [typed, setTyped] = useTyped(value, (wanted) => {
    const search = (previous: Raw) => compact({ ...previous, [param]: wanted || undefined, page: undefined });
    void navigate({ to: '.', search, replace: true, resetScroll: false, state: true });
  });
  return <SearchInput className={className} value={typed} onText={setTyped} {...rest} />;
}

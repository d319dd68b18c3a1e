import { getRouteApi } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { SEARCH_INPUT_ID, takeSearchFocus } from './search-focus.ts';

const PAUSE_MS = 250;
const route = getRouteApi('/usage');

/** Finds users by name, e-mail or id while typing; the address follows. */
export function UserSearch({ value }: { value: string }) {
  const navigate = route.useNavigate();
  const [text, setText] = useState(value);
  const sent = useRef(value);

  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      void navigate({
        search: (previous) => ({ ...previous, search: wanted || undefined, page: undefined }),
        replace: true,
        resetScroll: false,
      });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, navigate]);

  return (
    <label className="relative block w-full sm:w-72">
      <span className="sr-only">Find users by name, e-mail or id</span>
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" aria-hidden="true" />
      <input
        ref={takeSearchFocus}
        id={SEARCH_INPUT_ID}
        type="search"
        placeholder="Name, e-mail or id"
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8.5 text-sm placeholder:text-ink-3"
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
    </label>
  );
}

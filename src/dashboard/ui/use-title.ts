import { useEffect } from 'react';

/** The document's title, which browsers and screen readers tell first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · joip analytics`;
  }, [title]);
}

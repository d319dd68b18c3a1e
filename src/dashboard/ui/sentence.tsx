import type { ReactNode } from 'react';

/** What a page comes down to, in words. */
export function Sentence({ children }: { children: ReactNode }) {
  return <p className="max-w-5xl text-lg text-ink-2">{children}</p>;
}

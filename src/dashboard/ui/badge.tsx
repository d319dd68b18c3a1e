import type { ReactNode } from 'react';

/** A word about something, set apart. */
export function Badge({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span
      title={title}
      className="inline-flex rounded-full border border-line-strong px-2.5 py-0.5 text-xs font-normal text-ink-2"
    >
      {children}
    </span>
  );
}

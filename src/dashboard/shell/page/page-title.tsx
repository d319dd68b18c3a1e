import type { ReactNode } from 'react';

interface PageTitleProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** 2 where the page has its name elsewhere. */
  readonly level?: 1 | 2;
  readonly children?: ReactNode;
}

/** A page's heading, with what belongs to the whole page beside it. */
export function PageTitle({ title, note, level = 1, children }: PageTitleProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-6">
      <div className="min-w-0">
        <Heading className={`font-semibold tracking-tight ${level === 1 ? 'text-2xl' : 'text-lg'}`}>
          {title}
        </Heading>
        <p className="mt-0.5 min-h-5 text-sm text-ink-3">{note}</p>
      </div>
      {children}
    </div>
  );
}

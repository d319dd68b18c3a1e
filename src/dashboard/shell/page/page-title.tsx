import type { ReactNode } from 'react';

interface PageTitleProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** 2 where the page has its name elsewhere. */
  readonly level?: 1 | 2;
  /** Beside the title, and in sight with it while the page scrolls: its range. On a phone without the title. */
  readonly bar?: ReactNode;
  /** Lines that the note will take on a phone, where it is narrow. */
  readonly lines?: 1 | 2;
  /** Beside the note. */
  readonly children?: ReactNode;
}

/** A page's heading, with what belongs to the whole page beside it. */
export function PageTitle({ title, note, level = 1, bar, lines = 1, children }: PageTitleProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  const sticks = bar ? 'page-bar max-sm:contents' : '';
  return (
    <>
      <div className={`mt-4 flex min-h-12 items-center justify-between gap-x-4 ${sticks}`}>
        <Heading
          className={`min-w-0 font-semibold tracking-tight max-sm:pt-4 ${level === 1 ? 'text-2xl' : 'text-lg'}`}
        >
          {title}
        </Heading>
        {bar && <div className="shrink-0 max-sm:page-bar max-sm:py-1.5">{bar}</div>}
      </div>
      <div className="mb-5 flex items-center justify-between gap-x-6 gap-y-1 max-sm:flex-col max-sm:items-start sm:min-h-8">
        <p className={`min-w-0 text-sm text-ink-3 ${lines === 2 ? 'min-h-10 sm:min-h-5' : 'min-h-5'}`}>
          {note}
        </p>
        {children}
      </div>
    </>
  );
}

import type { ReactNode } from 'react';

interface SectionProps {
  readonly id?: string;
  readonly title: string;
  /** One line on what it shows. */
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A part of a page under its heading. */
export function Section({ id, title, note, aside, children, className = '' }: SectionProps) {
  return (
    <section id={id} className={`scroll-mt-4 ${className}`} aria-label={title}>
      <div className="mb-2.5 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
          {note && <p className="text-sm text-ink-3">{note}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';

interface ReadingsProps {
  readonly label: string;
  readonly tint?: string;
  readonly faded?: boolean;
  /** Columns by the width of the screen. Default: two, three, six. */
  readonly columns?: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** Numbers side by side, ruled like an instrument's display. */
export function Readings({
  label,
  tint = 'overall',
  faded = false,
  columns = 'grid-cols-2 sm:grid-cols-3 xl:grid-cols-6',
  note,
  children,
}: ReadingsProps) {
  return (
    <section
      aria-label={label}
      data-tint={tint}
      className={`panel panel-tint overflow-hidden transition-opacity ${faded ? 'opacity-60' : ''}`}
    >
      <dl className={`grid ${columns}`}>{children}</dl>
      {note && <p className="border-t border-line/70 px-4 py-2 text-xs text-ink-3">{note}</p>}
    </section>
  );
}

interface ReadingProps {
  readonly label: string;
  readonly definition: string;
  /** The label in place of plain text: one that explains the number. */
  readonly name?: ReactNode;
  /** Beside the number: a trend, a unit. */
  readonly beside?: ReactNode;
  /** Under the number. */
  readonly below?: ReactNode;
  readonly tone?: 'good' | 'bad' | undefined;
  readonly children: ReactNode;
}

const TONES = { good: 'text-good', bad: 'text-bad' } as const;

export function Reading({ label, definition, name, beside, below, tone, children }: ReadingProps) {
  return (
    <div className="-me-px -mb-px min-w-0 border-e border-b border-line/70 px-4 py-3.5">
      <dt className="truncate text-sm text-ink-2" title={name ? undefined : definition}>
        {name ?? label}
      </dt>
      <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
        <span className={`text-xl font-semibold tracking-tight ${tone ? TONES[tone] : ''}`}>{children}</span>
        {beside}
      </dd>
      {below && <dd className="mt-0.5 text-xs text-ink-3">{below}</dd>}
    </div>
  );
}

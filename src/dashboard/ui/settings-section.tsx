import type { ReactNode } from 'react';

interface SettingsSectionProps {
  readonly id: string;
  readonly title: string;
  /** What it is for. */
  readonly note: ReactNode;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A subject: what it is about on the left, what can be done on the right. */
export function SettingsSection({ id, title, note, aside, children }: SettingsSectionProps) {
  return (
    <section
      id={id}
      aria-label={title}
      className="grid scroll-mt-4 grid-cols-1 gap-x-10 gap-y-3 border-t border-line-strong pt-6 lg:grid-cols-[17rem_minmax(0,1fr)]"
    >
      <div>
        <div className="flex min-h-8 items-center justify-between gap-3">
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
          {aside}
        </div>
        <div className="mt-1 max-w-prose text-sm text-ink-2">{note}</div>
      </div>
      <div className="flex min-w-0 flex-col gap-3">{children}</div>
    </section>
  );
}

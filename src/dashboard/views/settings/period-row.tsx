import { type ReactNode, useId } from 'react';
import * as texts from '#texts/settings.ts';
import { KEPT_DAYS } from '../../../contract/families/privacy/limits.ts';

interface PeriodRowProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly min: number;
  /** Why not fewer. */
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | undefined;
  /** What a run would remove now. */
  readonly due: ReactNode;
}

/** How long one kind of record is kept, and what is beyond that now. */
export function PeriodRow({ label, icon, min, hint, value, onChange, fault, due }: PeriodRowProps) {
  const id = useId();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[minmax(0,1fr)_auto_14rem]">
      <label htmlFor={id} className="flex min-w-0 items-center gap-2.5 text-sm">
        <span className="text-tint">{icon}</span>
        <span>{label}</span>
      </label>
      <span className="flex items-center gap-2 text-sm text-ink-2">
        <input
          id={id}
          type="number"
          min={min}
          max={KEPT_DAYS.most}
          step={1}
          placeholder={texts.keepForever}
          className="h-8 w-32 rounded-md border border-line-strong bg-surface px-2 text-end text-sm placeholder:text-ink-3 aria-invalid:border-bad"
          value={value}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-told`}
          onChange={(e) => onChange(e.target.value)}
        />
        <span className={value === '' ? 'invisible' : ''}>{texts.days}</span>
      </span>
      <span className="text-xs text-ink-3 max-sm:col-span-2 max-sm:ps-6.5 sm:text-end">{due}</span>
      <p
        id={`${id}-told`}
        role={fault ? 'alert' : undefined}
        className={`col-span-full ps-6.5 text-xs ${fault ? 'text-bad' : 'text-ink-3'}`}
      >
        {fault ?? [texts.atLeastDays(min), hint].filter(Boolean).join(' ')}
      </p>
    </li>
  );
}

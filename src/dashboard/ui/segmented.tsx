import type { LucideIcon } from 'lucide-react';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { value: T; label: string; Icon: LucideIcon }[];
  readonly onChange: (value: T) => void;
  /** On a phone its icons alone. */
  readonly compact?: boolean;
}

/** A choice of a few, as joined buttons. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
  compact = false,
}: SegmentedProps<T>) {
  return (
    <fieldset className="inline-flex flex-wrap rounded-md border border-line-strong bg-surface p-0.5 print:hidden">
      <legend className="sr-only">{label}</legend>
      {options.map(({ value: option, label: text, Icon }) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          title={text}
          onClick={() => onChange(option)}
          className="inline-flex h-6.5 items-center gap-1.5 rounded-sm px-2 text-xs text-ink-2 hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
        >
          <Icon className="size-3.5" aria-hidden="true" />
          <span className={compact ? 'max-sm:sr-only' : ''}>{text}</span>
        </button>
      ))}
    </fieldset>
  );
}

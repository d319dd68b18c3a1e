import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useId } from 'react';

/** The browser's own select, dressed. */
export function Select({ className = '', children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={`relative inline-flex ${className}`}>
      <select
        className="h-8 w-full appearance-none truncate rounded-md border border-line-strong bg-surface pe-7 ps-2.5 text-sm text-ink hover:bg-sunken"
        {...rest}
      >
        {children}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 end-2 size-4! -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
    </span>
  );
}

/** The options of a select: what each value is called. */
export const Options = ({ of }: { of: Readonly<Record<string, string>> }) =>
  Object.entries(of).map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));

/** A select with its name to the left. */
export function LabelledSelect({ label, ...rest }: ComponentProps<'select'> & { label: string }) {
  const id = useId();
  return (
    <div className="grid grid-cols-[5.5rem_1fr] items-center">
      <label htmlFor={id} className="text-sm text-ink-2">
        {label}
      </label>
      <Select id={id} {...rest} />
    </div>
  );
}

import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';

type SearchInputProps = Omit<ComponentProps<'input'>, 'onChange'> & {
  readonly label: string;
  readonly onText: (text: string) => void;
};

/** A line to find something by. */
export function SearchInput({ label, onText, className = '', ...rest }: SearchInputProps) {
  return (
    <label className={`relative block ${className}`}>
      <span className="sr-only">{label}</span>
      <Search className="pointer-events-none absolute top-2 start-2.5 size-4 text-ink-3" aria-hidden="true" />
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pe-2 ps-8.5 text-sm placeholder:text-ink-3"
        onChange={(e) => onText(e.target.value)}
        {...rest}
      />
    </label>
  );
}

import type { ReactNode } from 'react';

export interface FactLine {
  readonly label: string;
  readonly definition?: string;
  readonly value: ReactNode;
}

/** Names with their values, line by line. */
export function FactList({ facts }: { facts: readonly FactLine[] }) {
  return (
    <dl className="text-sm">
      {facts.map(({ label, definition, value }) => (
        <div key={label} className="flex justify-between gap-4 border-b border-line py-1.5 last:border-0">
          <dt className="text-ink-2" title={definition}>
            {label}
          </dt>
          <dd className="text-end wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

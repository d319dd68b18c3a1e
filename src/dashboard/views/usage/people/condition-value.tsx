import { useId } from 'react';
import * as texts from '#texts/people.ts';
import type { ValueKind } from './choices.ts';

interface ConditionValueProps {
  readonly kind: ValueKind;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | undefined;
}

/** How much, how long, or which day, in the same row as its name. */
export function ConditionValue({ kind, value, onChange, fault }: ConditionValueProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[5.5rem_1fr] items-center gap-y-1">
      <label htmlFor={id} className="text-sm text-ink-2">
        {texts.values[kind]}
      </label>
      <input
        id={id}
        type={kind === 'date' ? 'date' : 'text'}
        inputMode={kind === 'date' ? undefined : kind === 'percent' ? 'decimal' : 'numeric'}
        autoComplete="off"
        maxLength={12}
        required
        value={value}
        onChange={({ target }) => onChange(target.value)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-told` : undefined}
        className="h-8 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm aria-invalid:border-bad"
      />
      {fault && (
        <p id={`${id}-told`} className="col-start-2 text-sm text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}

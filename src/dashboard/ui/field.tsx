import { type ComponentProps, type ReactNode, useId } from 'react';

type FieldProps = ComponentProps<'input'> & {
  readonly label: string;
  /** What is accepted. */
  readonly hint?: ReactNode;
  /** What is wrong with what was typed. */
  readonly fault?: string | undefined;
};

/** An input under its name, with what is wrong told where it is wrong. */
export function Field({ label, hint, fault, className = '', ...rest }: FieldProps) {
  const id = useId();
  const told = fault ?? hint;
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        className="h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-base aria-invalid:border-bad"
        aria-invalid={fault ? true : undefined}
        aria-describedby={told ? `${id}-told` : undefined}
        {...rest}
      />
      {told && (
        <p id={`${id}-told`} className={`text-sm ${fault ? 'text-bad' : 'text-ink-3'}`}>
          {told}
        </p>
      )}
    </div>
  );
}

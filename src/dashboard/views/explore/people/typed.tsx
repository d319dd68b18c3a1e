import { useTyped } from '../../../ui/use-typed.ts';

interface TypedProps {
  readonly label: string;
  readonly value: string;
  /** What is typed so far is taken on where it is accepted. */
  readonly accepts: (text: string) => boolean;
  readonly onValue: (text: string) => void;
  readonly kind?: 'number' | 'date' | 'free';
}

const WIDTHS = { number: 'w-20', date: 'w-36', free: 'w-44' } as const;

/** A value in a sentence, told on once typing pauses. */
export function Typed({ label, value, accepts, onValue, kind = 'number' }: TypedProps) {
  const [text, setText] = useTyped(value, (next) => {
    if (accepts(next)) onValue(next);
  });
  return (
    <input
      type={kind === 'free' ? 'text' : kind}
      aria-label={label}
      aria-invalid={accepts(text.trim()) ? undefined : true}
      className={`h-8 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink aria-invalid:border-bad ${WIDTHS[kind]}`}
      min={kind === 'number' ? 0 : undefined}
      autoComplete="off"
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  );
}

const wholeFrom = (least: number, most: number) => (text: string) =>
  /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;

export const isCount = wholeFrom(0, 999_999_999);
export const isDays = wholeFrom(1, 9_999);

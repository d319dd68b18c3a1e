import type { LucideIcon } from 'lucide-react';

interface FileChoiceProps {
  readonly Icon: LucideIcon;
  readonly label: string;
  /** What it has in it. */
  readonly what: string;
  /** The same for whoever looks for it by name. */
  readonly name?: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A kind of file in a menu of them. */
export const FileChoice = ({ Icon, label, what, name, disabled, onPress }: FileChoiceProps) => (
  <button
    type="button"
    aria-label={name}
    className="flex w-full items-start gap-3 rounded-md px-3 py-2 text-start text-sm hover:bg-sunken disabled:opacity-45"
    disabled={disabled}
    onClick={onPress}
  >
    <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden="true" />
    <span>
      <span className="block font-medium">{label}</span>
      <span className="block text-xs text-ink-3">{what}</span>
    </span>
  </button>
);

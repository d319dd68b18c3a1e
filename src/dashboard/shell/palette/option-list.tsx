import * as texts from '#texts/palette.ts';
import { GroupedOptions } from '../../ui/grouped-options.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import type { Command, Found } from './command.ts';

interface OptionListProps {
  readonly id: string;
  readonly found: readonly Found[];
  /** Position of the chosen one. */
  readonly at: number;
  readonly onPoint: (at: number) => void;
  readonly onRun: (command: Command) => void;
}

/** What was found, under the names of its groups. */
export function OptionList({ id, found, at, onPoint, onRun }: OptionListProps) {
  return (
    <GroupedOptions
      id={id}
      label={texts.found}
      items={found}
      groupOf={({ command }) => command.group}
      at={at}
      className="max-h-[55vh] p-1.5"
      headClassName="px-2.5"
      option={(each, i) => (
        <Option
          key={each.command.id}
          id={`${id}-${i}`}
          found={each}
          selected={i === at}
          onPoint={() => onPoint(i)}
          onRun={() => onRun(each.command)}
        />
      )}
    />
  );
}

interface OptionProps {
  readonly id: string;
  readonly found: Found;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function Option({ id, found: { command, at }, selected, onPoint, onRun }: OptionProps) {
  const { label, note, keys, Icon } = command;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the line above, which names the chosen one
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the line above does it
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onMouseMove={selected ? undefined : onPoint}
      onClick={onRun}
      className="flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 text-sm text-ink-2 aria-selected:bg-sunken aria-selected:text-ink"
    >
      {Icon && <Icon className="size-4 shrink-0 text-ink-3" aria-hidden="true" />}
      <span className="shrink-0 text-ink">
        <Marked text={label} at={at} />
      </span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{note}</span>
      {keys && (
        <span className="flex gap-1 max-sm:hidden" aria-hidden="true">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </div>
  );
}

/** A text with the typed letters in it. */
function Marked({ text, at }: { text: string; at: readonly number[] }) {
  if (at.length === 0) return text;
  return [...text].map((letter, i) =>
    at.includes(i) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: letters have nothing but their place
      <b key={i} className="font-semibold text-signal-ink">
        {letter}
      </b>
    ) : (
      letter
    ),
  );
}

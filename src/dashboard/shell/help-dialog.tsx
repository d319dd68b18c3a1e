import { useCallback } from 'react';
import { MODIFIER } from '../format/keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { PAGES } from './use-shortcuts.ts';

const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  ...PAGES.map(({ key, label }) => ({ keys: ['g', key], does: `Go to ${label}` })),
  { keys: [MODIFIER, 'K'], does: 'Find a user, a page, a metric, an action' },
  { keys: ['/'], does: 'Search the table of users' },
  { keys: ['[', ']'], does: 'One period back, one forward' },
  { keys: ['←', '→'], does: 'Read the chart or the calendar point by point, once focused' },
  { keys: ['↑', '↓'], does: 'Move through the rows of a table; ← and → through its cells' },
  { keys: ['Enter'], does: 'Open the point or the row' },
  { keys: ['?'], does: 'This help' },
];

/** The keys that work everywhere. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  // Stable, so that the box opens once.
  const show = useCallback((box: HTMLDialogElement | null) => {
    if (box && !box.open) box.showModal();
  }, []);
  return (
    <Dialog ref={show} title="Help" onClose={onClose}>
      <dl className="flex flex-col">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does} className="flex items-center gap-4 border-t border-line py-2 text-sm">
            <dt className="flex w-20 shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-ink-3">
        Whatever you choose is in the address: reload it, go back, or send it to a colleague. Rounded numbers
        show the exact one when you point at them.
      </p>
    </Dialog>
  );
}

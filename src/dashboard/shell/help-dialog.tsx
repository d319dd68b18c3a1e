import { useCallback } from 'react';
import * as texts from '#texts/help.ts';
import { MODIFIER } from '../format/keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { PAGES } from './use-shortcuts.ts';

const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  ...PAGES.map(({ key, label }) => ({ keys: ['g', key], does: texts.goTo(label) })),
  { keys: [MODIFIER, 'K'], does: texts.find },
  { keys: ['/'], does: texts.searchUsers },
  { keys: ['[', ']'], does: texts.stepRange },
  { keys: ['←', '→'], does: texts.readPoints },
  { keys: ['↑', '↓'], does: texts.moveInTable },
  { keys: [texts.enter], does: texts.open },
  { keys: ['?'], does: texts.thisHelp },
];

/** The keys that work everywhere. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  // Stable, so that the box opens once.
  const show = useCallback((box: HTMLDialogElement | null) => {
    if (box && !box.open) box.showModal();
  }, []);
  return (
    <Dialog ref={show} title={texts.help} onClose={onClose}>
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
      <p className="mt-3 text-sm text-ink-3">{texts.allInAddress}</p>
    </Dialog>
  );
}

import type { RefObject } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { SHORTCUTS } from './use-shortcuts.ts';

export function HelpDialog({ ref }: { ref: RefObject<HTMLDialogElement | null> }) {
  return (
    <Dialog ref={ref} title="Help">
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

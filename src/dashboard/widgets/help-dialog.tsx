import { X } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { SHORTCUTS } from './use-shortcuts.ts';

export function HelpDialog({ ref }: { ref: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog
      ref={ref}
      aria-labelledby="help-title"
      className="panel m-auto w-[min(30rem,calc(100vw-2rem))] p-6 text-ink shadow-(--shadow) backdrop:bg-paper/70"
    >
      <div className="mb-4 flex items-center justify-between">
        <h2 id="help-title" className="text-lg font-semibold">
          Help
        </h2>
        <Button look="icon" aria-label="Close" onClick={() => ref.current?.close()}>
          <X className="size-4" aria-hidden="true" />
        </Button>
      </div>
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
    </dialog>
  );
}

import { X } from 'lucide-react';
import { type ReactNode, type Ref, useId } from 'react';
import * as texts from '#texts/ui.ts';
import { Button } from './button.tsx';

interface DialogProps {
  readonly ref: Ref<HTMLDialogElement>;
  readonly title: string;
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal box: Escape closes it, and focus returns to where it was. */
export function Dialog({ ref, title, onClose, children }: DialogProps) {
  const id = useId();
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      className="panel m-auto w-[min(30rem,calc(100vw-2rem))] p-6 text-base whitespace-normal text-ink shadow-(--shadow) backdrop:bg-paper/70"
    >
      <div className="mb-3 flex items-start justify-between gap-4">
        <h2 id={id} className="min-w-0 text-lg font-semibold wrap-anywhere">
          {title}
        </h2>
        <Button
          look="icon"
          className="-mt-1 -me-2 shrink-0"
          aria-label={texts.close}
          onClick={(event) => event.currentTarget.closest('dialog')?.close()}
        >
          <X className="size-4" aria-hidden="true" />
        </Button>
      </div>
      {children}
    </dialog>
  );
}

import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import * as texts from '#texts/ui.ts';
import { Button } from './button.tsx';

interface DrawerProps {
  readonly title: ReactNode;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** Under the title, always in sight. */
  readonly head: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A sheet at the right edge, on a phone the whole screen: modal, closed by Escape or a click outside. */
export function Drawer({ title, aside, head, onClose, children }: DrawerProps) {
  const box = useModal();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the browser's own key for it
    <dialog
      ref={box}
      aria-labelledby="drawer-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="slide-in fixed inset-y-0 end-0 start-auto m-0 h-dvh max-h-none w-[min(44rem,100vw)] max-w-none overflow-hidden border-s border-line bg-surface text-base text-ink shadow-(--shadow) backdrop:bg-paper/70"
    >
      <div className="flex h-full flex-col">
        <div className="border-b border-line px-4 pt-4 pb-3 sm:px-6">
          <div className="flex items-start gap-2">
            <h2
              id="drawer-title"
              tabIndex={-1}
              className="min-w-0 outline-none flex-1 text-xl font-semibold tracking-tight wrap-anywhere"
            >
              {title}
            </h2>
            {aside}
            <Button look="icon" className="-me-2" aria-label={texts.close} onClick={onClose}>
              <X className="size-4.5" aria-hidden="true" />
            </Button>
          </div>
          {head}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
      </div>
    </dialog>
  );
}

/** Open as long as it is on the page; focus returns to where it was. */
function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    dialog?.querySelector('h2')?.focus();
    return () => dialog?.close();
  }, []);
  return ref;
}

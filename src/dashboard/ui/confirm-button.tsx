import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import * as texts from '#texts/ui.ts';
import { Button, type ButtonLook } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';

interface ConfirmButtonProps {
  /** What the button shows. */
  readonly trigger: ReactNode;
  /** The button's accessible name where what it shows doesn't tell enough. */
  readonly label?: string;
  readonly look?: ButtonLook;
  readonly disabled?: boolean;
  /** Why it is disabled. */
  readonly hint?: string | undefined;
  /** The question. */
  readonly title: string;
  /** What comes of it. */
  readonly children: ReactNode;
  /** The button that does it. */
  readonly confirm: string;
  /** Has to be typed first. */
  readonly typed?: string;
  readonly act: () => Promise<unknown>;
}

/** Asks a second time, in a box of its own, before it acts; what went wrong is told there. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { trigger, label, look = 'plain', disabled, hint } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look={look} aria-label={label} title={hint} disabled={disabled} onClick={() => setOpen(true)}>
        {trigger}
      </Button>
      {open && <Question {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Question({
  title,
  children,
  confirm,
  typed,
  act,
  onClose,
}: ConfirmButtonProps & { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement | null>(null);
  const [text, setText] = useState('');
  const run = useMutation({ mutationFn: act, onSuccess: () => dialog.current?.close() });
  // Stable, so that the box opens once.
  const show = useCallback((box: HTMLDialogElement | null) => {
    dialog.current = box;
    if (!box || box.open) return;
    box.showModal();
    // What has to be typed, or else the answer that does nothing.
    box.querySelector<HTMLElement>('form input, form button')?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === undefined || text === typed) run.mutate();
  };
  return (
    <Dialog ref={show} title={title} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div className="flex flex-col gap-2 text-start text-ink-2">{children}</div>
        {typed !== undefined && (
          <Field
            label={texts.typeToConfirm(typed)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        )}
        {run.isError && (
          <p role="alert" className="text-bad">
            {texts.notDone(run.error.message)}
          </p>
        )}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={() => dialog.current?.close()}>{texts.cancel}</Button>
          <Button
            type="submit"
            look="danger"
            disabled={run.isPending || (typed !== undefined && text !== typed)}
          >
            {run.isPending ? texts.oneMoment : confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

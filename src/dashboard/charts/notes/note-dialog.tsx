import { type FormEvent, useCallback, useId, useRef } from 'react';
import * as texts from '#texts/chart-tools.ts';
import { usePanel } from '../../data/panel-context.ts';
import { dayIn } from '../../format/date.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { type Told, useWriteNote } from './notes-query.ts';

interface NoteDialogProps {
  /** The one to change; a new one without it. */
  readonly note?: Told | undefined;
  /** That a new one is on. Default: today. */
  readonly day?: string | undefined;
  readonly onClose: () => void;
}

/** What happened on a day, for whoever reads the numbers later. */
export default function NoteDialog({ note, day: asked, onClose }: NoteDialogProps) {
  const { timezone } = usePanel();
  const dialog = useRef<HTMLDialogElement | null>(null);
  const text = useId();
  const write = useWriteNote(note?.id);
  const isRelease = note?.version != null;
  const show = useCallback((box: HTMLDialogElement | null) => {
    dialog.current = box;
    if (!box || box.open) return;
    box.showModal();
    box.querySelector<HTMLElement>('textarea')?.focus();
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const words = { text: String(form.get('text')) };
    const body = isRelease ? words : { ...words, day: String(form.get('day')) };
    write.mutate(body, { onSuccess: () => dialog.current?.close() });
  };
  const day = note?.day ?? asked ?? dayIn(timezone, note?.at ?? Date.now());
  return (
    <Dialog ref={show} title={note ? texts.changeTheNote : texts.noteOnDay} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <label htmlFor={text} className="flex flex-col gap-1 text-sm font-medium">
          {texts.whatHappened}
          <textarea
            id={text}
            name="text"
            required
            maxLength={500}
            rows={3}
            defaultValue={note?.words}
            placeholder={texts.pricesChangedUploadsWere}
            className="w-full resize-y rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base font-normal"
          />
        </label>
        {!isRelease && (
          <Field
            label={texts.day}
            name="day"
            type="date"
            required
            min="1970-01-02"
            max="2199-12-31"
            defaultValue={day}
            hint={texts.everyOperatorSeesNote}
          />
        )}
        {write.isError && (
          <p role="alert" className="text-sm text-bad">
            {texts.notSaved(write.error.message)}
          </p>
        )}
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={() => dialog.current?.close()}>{texts.cancel}</Button>
          <Button type="submit" look="solid" disabled={write.isPending}>
            {write.isPending ? texts.oneMoment : texts.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

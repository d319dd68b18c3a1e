import type { FormEvent } from 'react';
import * as texts from '#texts/views.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import type { Address } from './address.ts';
import { useSaveView } from './change-views.ts';
import { rangeNote } from './describe.ts';

/** A name for the page with its filters. */
export function SaveView({ here, words }: { here: Address; words: string }) {
  const save = useSaveView();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({
      ...here,
      name: String(form.get('name')),
      shared: form.get('shared') === 'on',
      pinned: form.get('pinned') === 'on',
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5 p-3.5">
      <div>
        <h2 className="font-medium">{texts.saveThisView}</h2>
        <p className="text-xs text-ink-3">{words}</p>
        <p className="text-xs text-ink-3">{rangeNote(here)}</p>
      </div>
      <Field label={texts.name} name="name" required maxLength={100} autoComplete="off" />
      <div className="flex items-center gap-4 text-sm text-ink-2">
        <label className="inline-flex items-center gap-1.5">
          <input type="checkbox" name="pinned" defaultChecked /> {texts.pinIt}
        </label>
        <label className="inline-flex items-center gap-1.5">
          <input type="checkbox" name="shared" /> {texts.forEveryOperator}
        </label>
        <Button type="submit" look="solid" className="ms-auto" disabled={save.isPending}>
          {texts.save}
        </Button>
      </div>
      {save.isError && (
        <p role="alert" className="text-sm text-bad">
          {texts.notSaved(save.error.message)}
        </p>
      )}
    </form>
  );
}

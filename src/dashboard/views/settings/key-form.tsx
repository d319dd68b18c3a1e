import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef } from 'react';
import * as texts from '#texts/settings.ts';
import type { Answer, Body } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { faultsOf } from '../../shell/sign-in/enter.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { refreshKeys } from './access-queries.ts';
import { SCOPES, scopeNames } from './scopes.ts';

/** Makes a key; its text comes back this once. */
export function KeyForm({ onMade }: { onMade: (made: Answer<'createKey'>) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const told = useId();
  const create = useMutation({
    mutationFn: (body: Body<'createKey'>) => call('createKey', { body }),
    onSuccess: (made) => {
      form.current?.reset();
      onMade(made);
      return refreshKeys();
    },
  });
  const faults = faultsOf(create.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    create.mutate({
      name: String(data.get('name')),
      scopes: scopeNames.filter((scope) => data.get(scope) !== null),
    });
  };
  return (
    <form ref={form} onSubmit={submit} className="panel flex flex-col gap-3 p-4" noValidate>
      <Field
        label={texts.keyName}
        name="name"
        autoComplete="off"
        placeholder={texts.programSuchAsWeb}
        hint={texts.nameHint}
        maxLength={100}
        fault={faults.of('name')}
      />
      <fieldset aria-describedby={faults.of('scopes') ? told : undefined}>
        <legend className="mb-1 text-sm font-medium">{texts.permissions}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-1.5">
          {scopeNames.map((scope) => (
            <label key={scope} className="flex min-h-6 items-center gap-2 text-sm">
              <input
                type="checkbox"
                name={scope}
                defaultChecked={scope === 'track'}
                className="size-3.5 accent-(--ink)"
              />
              <span>
                <span className="font-mono text-xs">{scope}</span>{' '}
                <span className="text-ink-2">{SCOPES[scope]}</span>
              </span>
            </label>
          ))}
        </div>
        {faults.of('scopes') && (
          <p id={told} role="alert" className="mt-1 text-sm text-bad">
            {faults.of('scopes')}
          </p>
        )}
      </fieldset>
      {faults.whole && (
        <p role="alert" className="text-sm text-bad">
          {faults.whole}
        </p>
      )}
      <Button type="submit" look="solid" className="h-9 self-start" disabled={create.isPending}>
        {texts.createKey}
      </Button>
    </form>
  );
}

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef } from 'react';
import * as texts from '#texts/sign-in.ts';
import { call } from '../../data/call.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { faultsOf } from './enter.ts';

/** The second step, for whoever has a second factor. */
export function CodeForm({ onEntered, onAgain }: { onEntered: () => void; onAgain: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const answer = useMutation({
    mutationFn: (code: string) => call('answerSecondFactor', { body: { code } }),
    onSuccess: onEntered,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    answer.mutate(String(new FormData(event.currentTarget).get('code')));
  };
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const faults = faultsOf(answer.error);
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label={texts.code}
        name="code"
        hint={texts.codeHint}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={20}
        required
        fault={faults.of('code')}
      />
      <Alert text={faults.whole} />
      <div className="flex gap-2">
        <Button type="submit" look="solid" className="h-9 flex-1" disabled={answer.isPending}>
          {texts.next}
        </Button>
        <Button className="h-9" onClick={onAgain}>
          {texts.startAgain}
        </Button>
      </div>
    </form>
  );
}

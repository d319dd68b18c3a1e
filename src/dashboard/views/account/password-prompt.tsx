import type { FormEvent } from 'react';
import * as texts from '#texts/account.ts';
import { faultsOf } from '../../shell/sign-in/enter.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';

interface PasswordPromptProps {
  /** The operator has a password. */
  readonly needed: boolean;
  readonly button: string;
  readonly pending: boolean;
  readonly error: Error | null;
  onPassword(body: { password?: string }): void;
}

/** Asks for the password again before a change that whoever finds an open screen shouldn't make. */
export function PasswordPrompt({ needed, button, pending, error, onPassword }: PasswordPromptProps) {
  const faults = faultsOf(error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get('password');
    onPassword(needed ? { password: String(password) } : {});
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {needed && (
        <Field
          label={texts.yourPassword}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          fault={faults.of('password')}
        />
      )}
      <Alert text={faults.whole} />
      <Button type="submit" className="h-9 self-start" disabled={pending}>
        {button}
      </Button>
    </form>
  );
}

import { type FormEvent, type ReactNode, useState } from 'react';
import * as texts from '#texts/sign-in.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { faultsOf } from './enter.ts';

interface NewPasswordFormProps {
  readonly button: string;
  readonly pending: boolean;
  readonly error: Error | null;
  /** As the endpoint calls the new password. */
  readonly field: string;
  /** Above the new password. */
  readonly children?: ReactNode;
  onPassword(password: string, form: FormData): void;
}

/** A new password, typed twice. */
export function NewPasswordForm({
  button,
  pending,
  error,
  field,
  children,
  onPassword,
}: NewPasswordFormProps) {
  const [fault, setFault] = useState<Readonly<Record<string, string>>>({});
  const faults = faultsOf(error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('new'));
    const found: Readonly<Record<string, string>> | undefined =
      password.length < 12
        ? { new: texts.takesPassword12200 }
        : password !== form.get('again')
          ? { again: texts.thisNotSamePassword }
          : undefined;
    setFault(found ?? {});
    if (!found) onPassword(password, form);
  };
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-3" noValidate>
      {children}
      <Field
        label={texts.newPassword}
        name="new"
        type="password"
        autoComplete="new-password"
        maxLength={200}
        hint={texts.passwordHint}
        fault={fault.new ?? faults.of(field)}
      />
      <Field
        label={texts.newPasswordAgain}
        name="again"
        type="password"
        autoComplete="new-password"
        maxLength={200}
        fault={fault.again}
      />
      <Alert text={faults.whole} />
      <Button type="submit" look="solid" className="h-9 self-start" disabled={pending}>
        {button}
      </Button>
    </form>
  );
}

import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import * as texts from '#texts/account.ts';
import { call } from '../../data/call.ts';
import { faultsOf } from '../../shell/sign-in/enter.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Field } from '../../ui/field.tsx';
import { QrCode } from './qr-code.tsx';

interface ConfirmAppProps {
  readonly uri: string;
  readonly secret: string;
  onConfirmed(backupCodes: readonly string[]): Promise<void>;
}

/** The secret goes into the app; a first code shows that it arrived. */
export function ConfirmApp({ uri, secret, onConfirmed }: ConfirmAppProps) {
  const confirm = useMutation({
    mutationFn: (code: string) => call('confirmSecondFactor', { body: { code } }),
    onSuccess: ({ backupCodes }) => onConfirmed(backupCodes),
  });
  const faults = faultsOf(confirm.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(String(new FormData(event.currentTarget).get('code')));
  };
  return (
    <div className="flex flex-col gap-5 sm:flex-row">
      <QrCode text={uri} label={texts.qrCodeForYour} />
      <form onSubmit={submit} className="flex min-w-0 flex-1 flex-col gap-3">
        <p className="text-ink-2">{texts.scanThisWithAuthenticator}</p>
        <CodeBlock code={secret} />
        <Field
          label={texts.code}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          required
          fault={faults.of('code')}
        />
        <Alert text={faults.whole} />
        <Button type="submit" look="solid" className="h-9 self-start" disabled={confirm.isPending}>
          {texts.confirm}
        </Button>
      </form>
    </div>
  );
}

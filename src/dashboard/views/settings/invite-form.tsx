import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import * as texts from '#texts/settings.ts';
import type { Body } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { faultsOf } from '../../shell/sign-in/enter.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { refreshOperators } from './access-queries.ts';
import type { HandedLink } from './full-link.ts';
import { RoleSelect } from './role-select.tsx';

/** Makes an operator and the link by which they come in. */
export function InviteForm({ onLink }: { onLink: (link: HandedLink) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const invite = useMutation({
    mutationFn: (body: Body<'inviteOperator'>) => call('inviteOperator', { body }),
    onSuccess: ({ operator, link, expiresAt }) => {
      form.current?.reset();
      onLink({ title: texts.invitationFor(operator.email), email: operator.email, link, expiresAt });
      return refreshOperators();
    },
  });
  const faults = faultsOf(invite.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const role = data.get('role') === 'admin' ? 'admin' : 'viewer';
    invite.mutate({ email: String(data.get('email')), role });
  };
  return (
    <form ref={form} onSubmit={submit} className="panel flex flex-wrap items-end gap-3 p-4" noValidate>
      <Field
        label={texts.eMailAddress}
        name="email"
        type="email"
        autoComplete="off"
        placeholder={texts.emailExample}
        className="min-w-56 flex-1"
        fault={faults.of('email')}
      />
      <RoleSelect label={texts.role} name="role" defaultValue="viewer" className="w-36 *:h-9" />
      <Button type="submit" look="solid" className="h-9" disabled={invite.isPending}>
        {texts.invite}
      </Button>
      {faults.whole && (
        <p role="alert" className="w-full text-sm text-bad">
          {faults.whole}
        </p>
      )}
    </form>
  );
}

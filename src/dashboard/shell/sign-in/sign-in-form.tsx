import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import * as texts from '#texts/sign-in.ts';
import { call } from '../../data/call.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { HowToGetLink } from '../../ui/outside.tsx';
import { CodeForm } from './code-form.tsx';
import { enter, faultsOf } from './enter.ts';
import { sessionQuery } from './session-query.ts';

/** E-mail and password, the provider where there is one, and what to do without either. */
export default function SignInForm({ onEntered }: { onEntered?: () => void }) {
  const session = useQuery(sessionQuery);
  const [codeNeeded, setCodeNeeded] = useState(false);
  const done = () => {
    enter();
    onEntered?.();
  };
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => call('signIn', { body }),
    onSuccess: ({ secondFactorNeeded }) => (secondFactorNeeded ? setCodeNeeded(true) : done()),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    signIn.mutate({ email: String(given.get('email')), password: String(given.get('password')) });
  };
  if (codeNeeded) return <CodeForm onEntered={done} onAgain={() => setCodeNeeded(false)} />;
  const faults = faultsOf(signIn.error);
  const provider = session.data?.methods.singleSignOn;
  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label={texts.eMail}
          name="email"
          type="text"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          fault={faults.of('email')}
        />
        <Field
          label={texts.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          fault={faults.of('password')}
        />
        <Alert text={faults.whole} />
        <Button type="submit" look="solid" className="h-9" disabled={signIn.isPending}>
          {texts.signIn}
        </Button>
      </form>
      {provider && (
        <a
          href={new URL('../api/auth/oidc/start', document.baseURI).href}
          className={`${buttonClass()} h-9!`}
        >
          {texts.continueWith(provider)}
        </a>
      )}
      <details className="mt-2">
        <summary className="link w-fit text-sm text-ink-2">{texts.noPasswordOrForgotten}</summary>
        <div className="mt-3 flex flex-col gap-3">
          <p className="text-ink-2">{texts.administratorCanMakeYou}</p>
          <HowToGetLink />
        </div>
      </details>
    </>
  );
}

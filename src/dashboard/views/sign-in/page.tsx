import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { own } from '../../../catalogue/own.ts';
import { ApiError } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { enter, noteMissingPassword } from '../../shell/sign-in/enter.ts';
import SignInForm from '../../shell/sign-in/sign-in-form.tsx';
import { Button } from '../../ui/button.tsx';
import { HowToGetLink, Outside } from '../../ui/outside.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useLinkToken } from './link-token.ts';

const PROVIDER_REFUSED: Readonly<Record<string, string>> = {
  state: 'This took too long, or was begun in another window. Try again.',
  'not-invited': 'Nobody invited you here yet. Ask an administrator for an invitation to the same address.',
  unverified: 'The provider does not vouch for your e-mail address. Verify it there, then try again.',
  provider: 'The provider did not confirm who you are. Try again, or sign in another way.',
};

/** Redeems a one-time link, or asks who is there. */
export function SignIn() {
  useTitle('Sign in');
  const token = useLinkToken();
  const navigate = useNavigate();
  const goIn = () => void navigate({ to: '/analytics', replace: true });
  const refused = new URLSearchParams(location.search).get('refused');
  if (token) return <Redeem token={token} onEntered={goIn} />;
  return (
    <Outside title="Sign in">
      {refused && (
        <p role="alert" className="text-bad">
          {own(PROVIDER_REFUSED, refused) ?? PROVIDER_REFUSED.provider}
        </p>
      )}
      <SignInForm onEntered={goIn} />
    </Outside>
  );
}

function Redeem({ token, onEntered }: { token: string; onEntered: () => void }) {
  const redeem = useMutation({
    mutationFn: (value: string) => call('signInByLink', { body: { token: value } }),
    onSuccess: async () => {
      await noteMissingPassword().catch(() => {});
      enter();
      onEntered();
    },
  });
  const { mutate } = redeem;
  useEffect(() => mutate(token), [token, mutate]);

  if (!redeem.isError) return <Outside title="Signing in …">{null}</Outside>;
  const refused = redeem.error instanceof ApiError && redeem.error.status < 500;
  return (
    <Outside title={refused ? 'This link no longer works' : 'Not signed in yet'}>
      <p role="alert" className="text-bad">
        {redeem.error.message}
      </p>
      {refused ? (
        <HowToGetLink />
      ) : (
        <Button className="self-start" onClick={() => mutate(token)}>
          Try again
        </Button>
      )}
    </Outside>
  );
}

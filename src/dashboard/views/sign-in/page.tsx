import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import * as texts from '#texts/sign-in.ts';
import { own } from '../../../catalogue/own.ts';
import { ApiError } from '../../../client/errors.ts';
import { call } from '../../data/call.ts';
import { enter, noteMissingPassword } from '../../shell/sign-in/enter.ts';
import SignInForm from '../../shell/sign-in/sign-in-form.tsx';
import { Button } from '../../ui/button.tsx';
import { HowToGetLink, Outside } from '../../ui/outside.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useLinkToken } from './link-token.ts';

const PROVIDER_REFUSED: Readonly<Record<string, string>> = {
  state: texts.thisTookTooLong,
  'not-invited': texts.nobodyInvitedYouHere,
  unverified: texts.providerDoesNotVouch,
  provider: texts.providerDidNotConfirm,
};

/** Redeems a one-time link, or asks who is there. */
export function SignIn() {
  useTitle(texts.signIn);
  const token = useLinkToken();
  const navigate = useNavigate();
  const goIn = () => void navigate({ to: '/analytics', replace: true });
  const refused = new URLSearchParams(location.search).get('refused');
  if (token) return <Redeem token={token} onEntered={goIn} />;
  return (
    <Outside title={texts.signIn}>
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

  if (!redeem.isError) return <Outside title={texts.signingIn}>{null}</Outside>;
  const refused = redeem.error instanceof ApiError && redeem.error.status < 500;
  return (
    <Outside title={refused ? texts.thisLinkNoLonger : texts.notSignedInYet}>
      <p role="alert" className="text-bad">
        {redeem.error.message}
      </p>
      {refused ? (
        <HowToGetLink />
      ) : (
        <Button className="self-start" onClick={() => mutate(token)}>
          {texts.tryAgain}
        </Button>
      )}
    </Outside>
  );
}

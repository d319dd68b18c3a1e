import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as texts from '#texts/sign-in.ts';
import { ApiError } from '../../../client/errors.ts';
import { call } from '../../data/call.ts';
import { CodeForm } from '../../shell/sign-in/code-form.tsx';
import { enter } from '../../shell/sign-in/enter.ts';
import { NewPasswordForm } from '../../shell/sign-in/new-password-form.tsx';
import { Outside } from '../../ui/outside.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useLinkToken } from './link-token.ts';

const WORDS = {
  acceptInvitation: { title: texts.welcome, todo: texts.choosePasswordYouIn, button: texts.accept },
  resetPassword: {
    title: texts.setNewPassword,
    todo: texts.youWillBeSigned,
    button: texts.setPassword,
  },
} as const;

export const Invitation = () => <SetPassword endpoint="acceptInvitation" />;
export const PasswordReset = () => <SetPassword endpoint="resetPassword" />;

/** Where the link of an invitation or a reset leads. */
function SetPassword({ endpoint }: { endpoint: keyof typeof WORDS }) {
  const { title, todo, button } = WORDS[endpoint];
  useTitle(title);
  const token = useLinkToken();
  const navigate = useNavigate();
  const [codeNeeded, setCodeNeeded] = useState(false);
  const done = () => {
    enter();
    void navigate({ to: '/analytics', replace: true });
  };
  const redeem = useMutation({
    mutationFn: (password: string) => call(endpoint, { body: { token: token ?? '', password } }),
    onSuccess: ({ secondFactorNeeded }) => (secondFactorNeeded ? setCodeNeeded(true) : done()),
  });

  if (codeNeeded)
    return (
      <Outside title={texts.oneMoreStep}>
        <CodeForm onEntered={done} onAgain={() => void navigate({ to: '/sign-in', replace: true })} />
      </Outside>
    );
  const gone = redeem.error instanceof ApiError && redeem.error.status === 401;
  if (!token || gone)
    return (
      <Outside title={texts.thisLinkNoLonger}>
        <p className="text-ink-2">{texts.wasUsedAlreadyToo}</p>
      </Outside>
    );
  return (
    <Outside title={title}>
      <p className="text-ink-2">{todo}</p>
      <NewPasswordForm
        button={button}
        pending={redeem.isPending}
        error={redeem.error}
        field="password"
        onPassword={(password) => redeem.mutate(password)}
      />
    </Outside>
  );
}

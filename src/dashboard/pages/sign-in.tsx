import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError } from '../../client/index.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { setSignedOut } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { HowToGetLink, Outside } from './signed-out.tsx';

/** The token stands after `#`, which is never sent and so in no server's log. */
const tokenInAddress = () => new URLSearchParams(location.hash.slice(1)).get('token');

/** Redeems a one-time link, or says how to get one. */
export function SignIn() {
  const [token] = useState(tokenInAddress);
  const navigate = useNavigate();
  const redeem = useMutation({
    mutationFn: (value: string) => call('signIn', { body: { token: value } }),
    onSuccess: () => {
      queryClient.clear();
      setSignedOut(false);
      void navigate({ to: '/analytics', replace: true });
    },
  });
  const { mutate } = redeem;
  useEffect(() => {
    if (!token) return;
    history.replaceState(history.state, '', location.pathname);
    mutate(token);
  }, [token, mutate]);

  if (!token)
    return (
      <Outside title="Sign in with a link">
        <HowToGetLink />
      </Outside>
    );
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

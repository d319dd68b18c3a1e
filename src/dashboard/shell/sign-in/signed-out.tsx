import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import * as texts from '#texts/shell.ts';
import { later } from '../../ui/later.tsx';
import { Outside } from '../../ui/outside.tsx';
import { Loading } from '../../ui/states.tsx';
import { sessionQuery } from './session-query.ts';

const SignInForm = later(() => import('./sign-in-form.tsx'));

/** In place of a view that asks for a sign-in; the view comes back where it was. A host that signs people in does it here, too. */
export default function SignedOut() {
  const { isPending, data } = useQuery(sessionQuery);
  const host = data?.methods.host;
  useEffect(() => {
    // As an address of the page, not of its base.
    if (host) location.replace(new URL(host, location.href));
  }, [host]);
  if (isPending || host) return <Loading />;
  return (
    <Outside title={texts.youSignedOut}>
      <SignInForm />
    </Outside>
  );
}

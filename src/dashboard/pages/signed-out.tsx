import { lazy, Suspense } from 'react';
import { Outside } from '../ui/outside.tsx';

const SignInForm = lazy(() => import('../sign-in/sign-in-form.tsx'));

/** In place of a view that asks for a sign-in; the view comes back where it was. */
export function SignedOut() {
  return (
    <Outside title="You are signed out">
      <Suspense>
        <SignInForm />
      </Suspense>
    </Outside>
  );
}

import * as texts from '#texts/shell.ts';
import { later } from '../../ui/later.tsx';
import { Outside } from '../../ui/outside.tsx';

const SignInForm = later(() => import('./sign-in-form.tsx'));

/** In place of a view that asks for a sign-in; the view comes back where it was. */
export default function SignedOut() {
  return (
    <Outside title={texts.youSignedOut}>
      <SignInForm />
    </Outside>
  );
}

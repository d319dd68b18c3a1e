import { useQuery } from '@tanstack/react-query';
import { PasswordSection } from '../account/password-section.tsx';
import { SecondFactorSection } from '../account/second-factor-section.tsx';
import { sessionQuery } from '../account/session-query.ts';
import { SessionsSection } from '../account/sessions-section.tsx';
import { ErrorState, Loading, Skeleton } from '../ui/states.tsx';
import { useTitle } from '../widgets/use-title.ts';

/** What a person changes of their own sign-in. */
export function AccountPage() {
  useTitle('Account');
  const session = useQuery(sessionQuery);
  const operator = session.data?.operator;
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-8 pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">Account</h1>
      {session.isError && <ErrorState error={session.error} onRetry={() => session.refetch()} />}
      {session.isPending && (
        <>
          <Loading />
          <Skeleton className="h-40 w-full" />
        </>
      )}
      {operator?.by === 'session' && (
        <>
          <p className="-mt-6 text-ink-2">
            {operator.email} · role {operator.role}
          </p>
          <PasswordSection has={operator.password} />
          <SecondFactorSection on={operator.secondFactor} password={operator.password} />
          <SessionsSection />
        </>
      )}
      {operator && operator.by !== 'session' && (
        <p className="text-ink-2">
          The application that this panel is part of signed you in as {operator.email}. Password and second
          factor are changed there.
        </p>
      )}
    </div>
  );
}

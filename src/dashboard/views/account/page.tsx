import { useQuery } from '@tanstack/react-query';
import { PageTitle } from '../../shell/page/page-title.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { PasswordSection } from './password-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { sessionQuery } from './session-query.ts';
import { SessionsSection } from './sessions-section.tsx';

/** What a person changes of their own sign-in. */
export function AccountPage() {
  useTitle('Account');
  const session = useQuery(sessionQuery);
  const operator = session.data?.operator;
  return (
    <div className="flex flex-col gap-9">
      <PageTitle title="Account" note={operator && `${operator.email} · role ${operator.role}`} />
      {session.isError && <ErrorState error={session.error} onRetry={() => session.refetch()} />}
      {session.isPending && (
        <>
          <Loading />
          <Skeleton className="h-40 w-full" />
        </>
      )}
      {operator?.by === 'session' && (
        <>
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

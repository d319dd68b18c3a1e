import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/account.ts';
import ExportMenu from '../../shell/page/export-menu.tsx';
import { PageTitle } from '../../shell/page/page-title.tsx';
import { sessionQuery } from '../../shell/sign-in/session-query.ts';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { LanguageSection } from './language-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** What a person changes of their own sign-in. */
export function AccountPage() {
  useTitle(texts.account);
  const session = useQuery(sessionQuery);
  const operator = session.data?.operator;
  return (
    <div className="flex flex-col gap-9">
      <PageTitle title={texts.account} note={operator && texts.role(operator.email, operator.role)}>
        <ExportMenu />
      </PageTitle>
      {session.isError && <ErrorState error={session.error} onRetry={() => session.refetch()} />}
      {session.isPending && (
        <>
          <Loading />
          <Skeleton className="h-40 w-full" />
        </>
      )}
      {operator && <LanguageSection />}
      {operator?.by === 'session' && (
        <>
          <PasswordSection has={operator.password} />
          <SecondFactorSection on={operator.secondFactor} password={operator.password} />
          <SessionsSection />
        </>
      )}
      {operator && operator.by !== 'session' && (
        <p className="text-ink-2">{texts.applicationThisPanelPart(operator.email)}</p>
      )}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/settings.ts';
import { SettingsSection } from '../../ui/settings-section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { RetentionForm } from './retention-form.tsx';
import { retentionQuery } from './retention-queries.ts';
import { RetentionRun } from './retention-run.tsx';

/** How long what is kept. */
export function RetentionSection() {
  const retention = useQuery(retentionQuery);
  return (
    <SettingsSection
      id="retention"
      title={texts.retentionTitle}
      note={<p>{texts.activitiesOlderThanTheir}</p>}
    >
      {retention.data ? (
        <>
          <RetentionForm retention={retention.data} />
          <RetentionRun retention={retention.data} />
        </>
      ) : retention.isError ? (
        <ErrorState error={retention.error} onRetry={() => retention.refetch()} />
      ) : (
        <Skeleton className="h-80 w-full" />
      )}
    </SettingsSection>
  );
}

import { useQuery } from '@tanstack/react-query';
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
      title="Retention"
      note={
        <p>
          Activities older than their feature’s period are removed one by one from the log; every total they
          were counted in stays. An empty field keeps for good.
        </p>
      }
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

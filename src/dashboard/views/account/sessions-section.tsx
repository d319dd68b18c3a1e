import { useMutation } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';
import { setSignedOut } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { SettingsSection } from '../../ui/settings-section.tsx';

export function SessionsSection() {
  const signOut = useMutation({
    mutationFn: () => call('signOutEverywhere'),
    onSuccess: () => {
      setSignedOut(true);
      queryClient.clear();
    },
  });
  return (
    <SettingsSection
      id="sessions"
      title="Sessions"
      note="Ends every session of yours, this one too: on a computer that you left, or where someone else may be signed in as you."
    >
      <div className="panel flex flex-col items-start gap-3 p-5">
        <Button className="h-9" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
          Sign out everywhere
        </Button>
        {signOut.isError && (
          <p role="alert" className="text-bad">
            Not signed out: {signOut.error.message}
          </p>
        )}
      </div>
    </SettingsSection>
  );
}

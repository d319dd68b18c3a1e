import { useMutation } from '@tanstack/react-query';
import * as texts from '#texts/account.ts';
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
    <SettingsSection id="sessions" title={texts.sessions} note={texts.endsEverySessionYours}>
      <div className="panel flex flex-col items-start gap-3 p-5">
        <Button className="h-9" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
          {texts.signOutEverywhere}
        </Button>
        {signOut.isError && (
          <p role="alert" className="text-bad">
            {texts.notSignedOut(signOut.error.message)}
          </p>
        )}
      </div>
    </SettingsSection>
  );
}

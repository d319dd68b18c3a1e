import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import * as texts from '#texts/account.ts';
import { call } from '../../data/call.ts';
import { refreshSession } from '../../shell/sign-in/session-query.ts';
import { SettingsSection } from '../../ui/settings-section.tsx';
import { BackupCodes } from './backup-codes.tsx';
import { ConfirmApp } from './confirm-app.tsx';
import { PasswordPrompt } from './password-prompt.tsx';

/** Turns the second factor on, in three steps, and off. */
export function SecondFactorSection({ on, password }: { on: boolean; password: boolean }) {
  const [backupCodes, setBackupCodes] = useState<readonly string[]>();
  const enrol = useMutation({
    mutationFn: (body: { password?: string }) => call('enrolSecondFactor', { body }),
  });
  const disable = useMutation({
    mutationFn: (body: { password?: string }) => call('disableSecondFactor', { body }),
    onSuccess: () => refreshSession(),
  });
  const confirmed = async (codes: readonly string[]) => {
    setBackupCodes(codes);
    enrol.reset();
    await refreshSession();
  };
  return (
    <SettingsSection
      id="second-factor"
      title={texts.secondFactor}
      note={on ? texts.signingInWithYour : texts.codeAuthenticatorAppOn}
    >
      <div className="panel flex flex-col gap-4 p-5">
        {backupCodes && <BackupCodes codes={backupCodes} onDone={() => setBackupCodes(undefined)} />}
        {!backupCodes && enrol.data && <ConfirmApp {...enrol.data} onConfirmed={confirmed} />}
        {!backupCodes && !enrol.data && (
          <>
            <p className="font-medium">{on ? texts.itIsOn : texts.itIsOff}</p>
            <PasswordPrompt
              key={String(on)}
              needed={password}
              button={on ? texts.turnOff : texts.turnOn}
              pending={enrol.isPending || disable.isPending}
              error={on ? disable.error : enrol.error}
              onPassword={(body) => (on ? disable : enrol).mutate(body)}
            />
          </>
        )}
      </div>
    </SettingsSection>
  );
}

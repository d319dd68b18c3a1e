import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import * as texts from '#texts/account.ts';
import { call } from '../../data/call.ts';
import { suggestPassword } from '../../data/suggestion.ts';
import { faultsOf } from '../../shell/sign-in/enter.ts';
import { NewPasswordForm } from '../../shell/sign-in/new-password-form.tsx';
import { refreshSession } from '../../shell/sign-in/session-query.ts';
import { Field } from '../../ui/field.tsx';
import { SettingsSection } from '../../ui/settings-section.tsx';

export function PasswordSection({ has }: { has: boolean }) {
  // Each change begins with empty fields.
  const [changes, setChanges] = useState(0);
  const change = useMutation({
    mutationFn: (body: { current?: string; next: string }) => call('changePassword', { body }),
    onSuccess: () => {
      suggestPassword(false);
      setChanges((n) => n + 1);
      return refreshSession();
    },
  });
  return (
    <SettingsSection
      id="password"
      title={texts.password}
      note={has ? texts.changingSignsYouOut : texts.youHaveNoneYet}
    >
      <div className="panel p-5">
        {change.isSuccess && (
          <p role="status" className="mb-3 font-medium text-good">
            {texts.passwordSet}
          </p>
        )}
        <NewPasswordForm
          key={changes}
          button={has ? texts.changePassword : texts.setPassword}
          pending={change.isPending}
          error={change.error}
          field="next"
          onPassword={(next, form) =>
            change.mutate({ next, ...(has ? { current: String(form.get('current')) } : {}) })
          }
        >
          {has && (
            <Field
              label={texts.currentPassword}
              name="current"
              type="password"
              autoComplete="current-password"
              fault={faultsOf(change.error).of('current')}
            />
          )}
        </NewPasswordForm>
      </div>
    </SettingsSection>
  );
}

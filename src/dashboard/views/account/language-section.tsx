import { useMutation } from '@tanstack/react-query';
import * as texts from '#texts/account.ts';
import { LANGUAGES } from '../../../contract/languages.ts';
import { call } from '../../data/call.ts';
import { usePanel } from '../../data/panel-context.ts';
import { reload } from '../../data/reload.ts';
import { Alert } from '../../ui/alert.tsx';
import { LabelledSelect } from '../../ui/select.tsx';
import { SettingsSection } from '../../ui/settings-section.tsx';

type Language = (typeof LANGUAGES)[number];

/** In its own words, so that it's found by whoever can't read the present one. */
const ownName = (language: Language) => new Intl.DisplayNames(language, { type: 'language' }).of(language);

/** Which language the panel speaks to this operator. */
export function LanguageSection() {
  const { language } = usePanel().operator.preferences;
  const change = useMutation({
    mutationFn: (chosen: Language | null) => call('changePreferences', { body: { language: chosen } }),
    onSuccess: reload,
  });
  return (
    <SettingsSection id="language" title={texts.languageTitle} note={texts.languageNote}>
      <div className="panel flex flex-col items-start gap-3 p-5">
        <LabelledSelect
          label={texts.languageTitle}
          value={language ?? ''}
          disabled={change.isPending}
          onChange={({ target }) => change.mutate((target.value || null) as Language | null)}
        >
          <option value="">{texts.likeBrowser}</option>
          {LANGUAGES.map((each) => (
            <option key={each} value={each} lang={each}>
              {ownName(each)}
            </option>
          ))}
        </LabelledSelect>
        <Alert text={change.error?.message} />
      </div>
    </SettingsSection>
  );
}

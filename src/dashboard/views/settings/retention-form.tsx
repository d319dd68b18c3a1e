import { useMutation } from '@tanstack/react-query';
import { MailX, ScrollText } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/settings.ts';
import type { Retention } from '../../../contract/families/privacy/index.ts';
import { KEPT_DAYS } from '../../../contract/families/privacy/limits.ts';
import { call } from '../../data/call.ts';
import { usePanel } from '../../data/panel-context.ts';
import { queryClient } from '../../data/query-client.ts';
import { date } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { faultsOf } from '../../shell/sign-in/enter.ts';
import { Button } from '../../ui/button.tsx';
import { FeatureIcon, featureIcon, featureLabel } from '../../ui/feature-icon.tsx';
import { PeriodRow } from './period-row.tsx';
import { activityName, bodyOf, isChanged, isPeriod, leastOf, typedOf } from './periods.ts';
import { refreshRetention, settingsQuery } from './retention-queries.ts';

/** The periods, to be changed; what is due by those that are saved stands beside them. */
export function RetentionForm({ retention }: { retention: Retention }) {
  const { catalogue, serverTimezone } = usePanel();
  const { policy, preview } = retention;
  const [typed, setTyped] = useState(() => typedOf(policy));
  const changed = isChanged(typed, policy);
  const save = useMutation({
    mutationFn: () => call('changeSettings', { body: bodyOf(typed, policy) }),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      return refreshRetention();
    },
  });
  const faults = faultsOf(save.error);
  const wrong = Object.entries(typed).some(([name, value]) => !isPeriod(value, leastOf(name)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) save.mutate();
  };
  const field = (name: string) => {
    const value = typed[name] ?? '';
    const min = leastOf(name);
    return {
      value,
      min,
      onChange: (changed: string) => setTyped({ ...typed, [name]: changed }),
      fault: isPeriod(value, min)
        ? faults.of(`retention.${name}`)
        : texts.enterDays(exact(min), exact(KEPT_DAYS.most)),
    };
  };
  const beyond = (n: number, of: string) => (n === 0 ? texts.nothingDue : texts.due(exact(n), of));
  return (
    <form onSubmit={submit} className="panel" noValidate>
      <ul className="divide-y divide-line" data-tint="features">
        {Object.keys(policy.activity).map((feature) => {
          const due = preview.features.find((each) => each.feature === feature);
          const from = due?.oldest ? texts.from(date(due.oldest, serverTimezone)) : '';
          return (
            <PeriodRow
              key={feature}
              label={featureLabel(catalogue.features, feature)}
              icon={<FeatureIcon icon={featureIcon(catalogue.features, feature)} />}
              hint={texts.whyLogDays}
              due={`${beyond(due?.rows ?? 0, nouns.activities(due?.rows ?? 0))}${from}`}
              {...field(activityName(feature))}
            />
          );
        })}
        <PeriodRow
          label={texts.auditLog}
          icon={<ScrollText className="size-4" aria-hidden="true" />}
          due={beyond(preview.auditLog, nouns.entries(preview.auditLog))}
          {...field('auditLog')}
        />
        <PeriodRow
          label={texts.deadLettersTitle}
          icon={<MailX className="size-4" aria-hidden="true" />}
          due={beyond(preview.deadLetters, nouns.letters(preview.deadLetters))}
          {...field('deadLetters')}
        />
      </ul>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
        <Button type="submit" look="solid" disabled={!changed || wrong || save.isPending}>
          {texts.savePeriods}
        </Button>
        {changed && (
          <Button look="quiet" onClick={() => setTyped(typedOf(policy))}>
            {texts.undo}
          </Button>
        )}
        <p role="status" className="text-sm text-ink-3">
          {changed ? texts.saveSeeWhatThese : save.isSuccess && texts.saved}
        </p>
        {faults.whole && (
          <p role="alert" className="w-full text-sm text-bad">
            {faults.whole}
          </p>
        )}
      </div>
    </form>
  );
}

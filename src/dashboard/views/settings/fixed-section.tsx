import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/settings.ts';
import type { Settings } from '../../../contract/families/privacy/settings.ts';
import { zoneWords } from '../../format/date.ts';
import { duration } from '../../format/size.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { SettingsSection } from '../../ui/settings-section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { settingsQuery } from './retention-queries.ts';

const IP_POLICIES: Readonly<Record<string, string>> = {
  truncate: texts.shortenedNetwork,
  full: texts.keptAsTheyCame,
  drop: texts.notKept,
};

const USER_AGENT_POLICIES: Readonly<Record<string, string>> = {
  family: texts.browserSystemAlone,
  full: texts.keptAsTheyCame,
  drop: texts.notKept,
};

/** What the configuration decides; shown, not changed here. */
export function FixedSection() {
  const settings = useQuery(settingsQuery);
  return (
    <SettingsSection id="fixed" title={texts.configuration} note={<p>{texts.setByConfigurationOr}</p>}>
      {settings.data ? (
        <div className="panel px-4 py-2">
          <FactList facts={factsOf(settings.data.fixed)} />
        </div>
      ) : settings.isError ? (
        <ErrorState error={settings.error} onRetry={() => settings.refetch()} />
      ) : (
        <Skeleton className="h-44 w-full" />
      )}
    </SettingsSection>
  );
}

const worded = (words: Readonly<Record<string, string>>, policy: string) =>
  words[policy] ? `${words[policy]} (${policy})` : policy;

const factsOf = ({ timezone, currency, ipPolicy, userAgentPolicy, cacheSeconds }: Settings['fixed']) => [
  { label: texts.timeZoneDays, value: zoneWords(timezone) },
  { label: texts.currency, value: currency },
  { label: texts.usersIpAddresses, value: worded(IP_POLICIES, ipPolicy) },
  { label: texts.usersBrowsers, value: worded(USER_AGENT_POLICIES, userAgentPolicy) },
  {
    label: texts.reportsKeptFor,
    definition: texts.howLongAnswerMay,
    value: cacheSeconds === 0 ? texts.computedEachTime : duration(cacheSeconds),
  },
];

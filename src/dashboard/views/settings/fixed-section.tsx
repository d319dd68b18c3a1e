import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../../../contract/families/privacy/settings.ts';
import { zoneWords } from '../../format/date.ts';
import { duration } from '../../format/size.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { SettingsSection } from '../../ui/settings-section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { settingsQuery } from './retention-queries.ts';

const IP_POLICIES: Readonly<Record<string, string>> = {
  truncate: 'shortened to the network',
  full: 'kept as they came',
  drop: 'not kept',
};

const USER_AGENT_POLICIES: Readonly<Record<string, string>> = {
  family: 'browser and system alone',
  full: 'kept as they came',
  drop: 'not kept',
};

/** What the configuration decides; shown, not changed here. */
export function FixedSection() {
  const settings = useQuery(settingsQuery);
  return (
    <SettingsSection
      id="fixed"
      title="Fixed"
      note={<p>Set by the configuration, or once by the first migration. A change needs a restart.</p>}
    >
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
  { label: 'Time zone of days', value: zoneWords(timezone) },
  { label: 'Currency', value: currency },
  { label: 'Users’ IP addresses', value: worded(IP_POLICIES, ipPolicy) },
  { label: 'Users’ browsers', value: worded(USER_AGENT_POLICIES, userAgentPolicy) },
  {
    label: 'Reports are kept for',
    definition: 'How long an answer may be given again before it is computed anew',
    value: cacheSeconds === 0 ? 'computed each time' : duration(cacheSeconds),
  },
];

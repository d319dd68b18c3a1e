import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as texts from '#texts/settings.ts';
import type { Answer } from '../../../client/index.ts';
import type { KeyEntry } from '../../../contract/families/access/index.ts';
import { exact } from '../../format/number.ts';
import { SaveButton } from '../../ui/save-button.tsx';
import { SettingsSection } from '../../ui/settings-section.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { keysQuery } from './access-queries.ts';
import { KeyForm } from './key-form.tsx';
import { KeyItem } from './key-item.tsx';
import { Once } from './once.tsx';

const keyRows = (keys: readonly KeyEntry[]) => [
  ['name', 'prefix', 'scopes', 'created_at', 'last_used_at', 'revoked_at'],
  ...keys.map(({ name, prefix, scopes, createdAt, lastUsedAt, revokedAt }) => [
    name,
    prefix,
    scopes.join(' '),
    createdAt,
    lastUsedAt,
    revokedAt,
  ]),
];

/** What programs sign in with. */
export function KeysSection() {
  const list = useQuery(keysQuery);
  const [made, setMade] = useState<Answer<'createKey'> | null>(null);
  const keys = list.data?.keys;
  const valid = keys?.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const revoked = keys?.filter(({ revokedAt }) => revokedAt !== null) ?? [];
  return (
    <SettingsSection
      id="keys"
      title={texts.apiKeys}
      aside={
        keys && (
          <SaveButton what={texts.everyApiKeyWithout} name={[texts.apiKeysFile]} rows={() => keyRows(keys)} />
        )
      }
      note={<p>{texts.keyLetsProgramIn}</p>}
    >
      <KeyForm onMade={setMade} />
      {made && (
        <Once title={texts.key(made.name)} secret={made.key} onDone={() => setMade(null)}>
          {texts.keepWhereProgramFinds}
        </Once>
      )}
      {!keys ? (
        list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        ) : (
          <Skeleton className="h-32 w-full" />
        )
      ) : valid.length === 0 ? (
        <p className="panel p-4 text-ink-2">{texts.noKeyValidMake}</p>
      ) : (
        <ul aria-label={texts.apiKeys} className="panel divide-y divide-line">
          {valid.map((each) => (
            <KeyItem key={each.id} entry={each} />
          ))}
        </ul>
      )}
      {revoked.length > 0 && (
        <details className="text-sm">
          <summary className="link inline-block text-xs text-ink-2">
            {texts.revokedKeysCount(exact(revoked.length))}
          </summary>
          <ul aria-label={texts.revokedKeys} className="panel mt-2 divide-y divide-line">
            {revoked.map((each) => (
              <KeyItem key={each.id} entry={each} />
            ))}
          </ul>
        </details>
      )}
    </SettingsSection>
  );
}

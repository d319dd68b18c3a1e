import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../../../client/index.ts';
import type { KeyEntry } from '../../../contract/families/access/index.ts';
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
      title="API keys"
      aside={
        keys && (
          <SaveButton
            what="every API key, without its secret"
            name={['api keys']}
            rows={() => keyRows(keys)}
          />
        )
      }
      note={<p>A key lets a program in. It is shown once, when it is made; only its hash is stored.</p>}
    >
      <KeyForm onMade={setMade} />
      {made && (
        <Once title={`Key “${made.name}”`} secret={made.key} onDone={() => setMade(null)}>
          Keep it where the program finds it. It is not shown again; a lost one is revoked and replaced.
        </Once>
      )}
      {!keys ? (
        list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        ) : (
          <Skeleton className="h-32 w-full" />
        )
      ) : valid.length === 0 ? (
        <p className="panel p-4 text-ink-2">
          No key is valid. Make one to send activity from another process.
        </p>
      ) : (
        <ul aria-label="API keys" className="panel divide-y divide-line">
          {valid.map((each) => (
            <KeyItem key={each.id} entry={each} />
          ))}
        </ul>
      )}
      {revoked.length > 0 && (
        <details className="text-sm">
          <summary className="link inline-block text-xs text-ink-2">Revoked keys ({revoked.length})</summary>
          <ul aria-label="Revoked keys" className="panel mt-2 divide-y divide-line">
            {revoked.map((each) => (
              <KeyItem key={each.id} entry={each} />
            ))}
          </ul>
        </details>
      )}
    </SettingsSection>
  );
}

import * as texts from '#texts/settings.ts';
import type { KeyEntry } from '../../../contract/families/access/index.ts';
import { call } from '../../data/call.ts';
import { usePanel } from '../../data/panel-context.ts';
import { ago, date, moment } from '../../format/date.ts';
import { Badge } from '../../ui/badge.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { refreshKeys } from './access-queries.ts';
import { SCOPES } from './scopes.ts';

/** One key: what it may do, whether it is used, and the way to end it. */
export function KeyItem({ entry }: { entry: KeyEntry }) {
  const { timezone } = usePanel();
  const { id, name, prefix, scopes, createdAt, lastUsedAt, revokedAt } = entry;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-52 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {name}
          <span className="font-mono text-xs font-normal text-ink-3">{prefix}…</span>
        </p>
        <p className="text-xs text-ink-3">
          {texts.made(date(createdAt, timezone))} ·{' '}
          {lastUsedAt ? (
            <span title={moment(lastUsedAt, timezone)}>{texts.lastUsed(ago(lastUsedAt))}</span>
          ) : (
            texts.neverUsed
          )}
        </p>
      </div>
      <span className="flex gap-1.5">
        {scopes.map((scope) => (
          <Badge key={scope} title={texts.may(SCOPES[scope])}>
            {scope}
          </Badge>
        ))}
      </span>
      {revokedAt ? (
        <span className="text-sm text-ink-3" title={moment(revokedAt, timezone)}>
          {texts.revoked(ago(revokedAt))}
        </span>
      ) : (
        <ConfirmButton
          look="danger"
          trigger={texts.revoke}
          label={texts.revokeWhat(name)}
          title={texts.revokeTheKey(name)}
          confirm={texts.revoke}
          act={async () => {
            await call('revokeKey', { params: { keyId: id } });
            await refreshKeys();
          }}
        >
          <p>
            {texts.stopsWorking} {lastUsedAt ? texts.wasLastUsed(ago(lastUsedAt)) : texts.wasNeverUsed}
          </p>
        </ConfirmButton>
      )}
    </li>
  );
}

import { useMutation } from '@tanstack/react-query';
import * as texts from '#texts/settings.ts';
import type { OperatorEntry } from '../../../contract/families/access/index.ts';
import { call } from '../../data/call.ts';
import { usePanel } from '../../data/panel-context.ts';
import { panelQuery } from '../../data/queries.ts';
import { queryClient } from '../../data/query-client.ts';
import { ago, moment } from '../../format/date.ts';
import { Badge } from '../../ui/badge.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { refreshOperators } from './access-queries.ts';
import type { HandedLink } from './full-link.ts';
import { RoleSelect } from './role-select.tsx';

const PROTECTED = texts.lastAdministratorStaysMake;

interface OperatorItemProps {
  readonly operator: OperatorEntry;
  /** The only administrator there is. */
  readonly last: boolean;
  readonly onLink: (link: HandedLink) => void;
}

/** One operator: what they may see, how they sign in, and the ways to help or to part. */
export function OperatorItem({ operator, last, onLink }: OperatorItemProps) {
  const { operator: me } = usePanel();
  const { id, email, role } = operator;
  const params = { operatorId: id };
  const self = me.email === email;
  const change = useMutation({
    mutationFn: (next: OperatorEntry['role']) => call('changeOperator', { params, body: { role: next } }),
    onSettled: async () => {
      await refreshOperators();
      // One's own role decides what the panel shows.
      if (self) await queryClient.invalidateQueries(panelQuery);
    },
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-52 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {email}
          {self && <Badge>{texts.you}</Badge>}
        </p>
        <p className="text-xs text-ink-3">
          <Presence operator={operator} />
        </p>
      </div>
      <RoleSelect
        label={texts.roleOf(email)}
        value={role}
        disabled={last || change.isPending}
        title={last ? PROTECTED : undefined}
        onChange={(e) => change.mutate(e.target.value === 'admin' ? 'admin' : 'viewer')}
      />
      <div className="flex flex-wrap gap-2">
        <ConfirmButton
          trigger={texts.resetLink}
          label={texts.resetLinkFor(email)}
          title={texts.makeResetLinkFor(email)}
          confirm={texts.makeTheLink}
          act={async () => {
            const { link, expiresAt } = await call('makeResetLink', { params });
            onLink({ title: texts.resetLinkFor(email), email, link, expiresAt });
          }}
        >
          <p>{texts.whoeverOpensSetsNew}</p>
        </ConfirmButton>
        <ConfirmButton
          trigger={texts.signOut}
          label={texts.signOutWhom(email)}
          title={texts.signOutEverywhere(email)}
          confirm={texts.signOut}
          act={() => call('signOutOperator', { params })}
        >
          <p>{self ? texts.ownSessionsEnd : texts.theirSessionsEnd}</p>
        </ConfirmButton>
        <ConfirmButton
          look="danger"
          trigger={texts.remove}
          label={texts.removeWhom(email)}
          disabled={last}
          hint={last ? PROTECTED : undefined}
          title={texts.removeAsked(email)}
          confirm={texts.remove}
          act={async () => {
            await call('removeOperator', { params });
            await refreshOperators();
          }}
        >
          <p>{texts.removedOperator}</p>
        </ConfirmButton>
      </div>
      {change.isError && (
        <p role="alert" className="w-full text-sm text-bad">
          {texts.roleNotChanged(change.error.message)}
        </p>
      )}
    </li>
  );
}

function Presence({ operator }: { operator: OperatorEntry }) {
  const { timezone } = usePanel();
  const { signedInAt, invitedUntil, password, secondFactor, singleSignOn } = operator;
  const ways = [
    password && texts.password,
    secondFactor && texts.secondFactor,
    singleSignOn && texts.singleSignOn,
  ];
  const known = ways.filter((way) => way !== false);
  return (
    <>
      {signedInAt ? (
        <span title={moment(signedInAt, timezone)}>{texts.signedIn(ago(signedInAt))}</span>
      ) : invitedUntil ? (
        texts.invitedUntil(moment(invitedUntil, timezone))
      ) : (
        texts.neverSignedIn
      )}
      {known.length > 0 && ` · ${known.join(', ')}`}
    </>
  );
}

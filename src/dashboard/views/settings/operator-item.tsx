import { useMutation } from '@tanstack/react-query';
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

const PROTECTED = 'The last administrator stays: make another one first, and have them sign in once.';

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
          {self && <Badge>you</Badge>}
        </p>
        <p className="text-xs text-ink-3">
          <Presence operator={operator} />
        </p>
      </div>
      <RoleSelect
        label={`Role of ${email}`}
        value={role}
        disabled={last || change.isPending}
        title={last ? PROTECTED : undefined}
        onChange={(e) => change.mutate(e.target.value === 'admin' ? 'admin' : 'viewer')}
      />
      <div className="flex flex-wrap gap-2">
        <ConfirmButton
          trigger="Reset link"
          label={`Reset link for ${email}`}
          title={`Make a reset link for ${email}?`}
          confirm="Make the link"
          act={async () => {
            const { link, expiresAt } = await call('makeResetLink', { params });
            onLink({ title: `Reset link for ${email}`, email, link, expiresAt });
          }}
        >
          <p>Whoever opens it sets a new password for this operator. Links made before no longer work.</p>
        </ConfirmButton>
        <ConfirmButton
          trigger="Sign out"
          label={`Sign out ${email}`}
          title={`Sign ${email} out everywhere?`}
          confirm="Sign out"
          act={() => call('signOutOperator', { params })}
        >
          <p>All their sessions end{self ? ', this one too' : ''}. They can sign in again.</p>
        </ConfirmButton>
        <ConfirmButton
          look="danger"
          trigger="Remove"
          label={`Remove ${email}`}
          disabled={last}
          hint={last ? PROTECTED : undefined}
          title={`Remove ${email}?`}
          confirm="Remove"
          act={async () => {
            await call('removeOperator', { params });
            await refreshOperators();
          }}
        >
          <p>Their sessions end and they can not sign in any more. What they did stays in the audit log.</p>
        </ConfirmButton>
      </div>
      {change.isError && (
        <p role="alert" className="w-full text-sm text-bad">
          Role not changed: {change.error.message}
        </p>
      )}
    </li>
  );
}

function Presence({ operator }: { operator: OperatorEntry }) {
  const { timezone } = usePanel();
  const { signedInAt, invitedUntil, password, secondFactor, singleSignOn } = operator;
  const ways = [password && 'password', secondFactor && 'second factor', singleSignOn && 'single sign-on'];
  const known = ways.filter((way) => way !== false);
  return (
    <>
      {signedInAt ? (
        <span title={moment(signedInAt, timezone)}>Signed in {ago(signedInAt)}</span>
      ) : invitedUntil ? (
        `Invited until ${moment(invitedUntil, timezone)}`
      ) : (
        'Never signed in'
      )}
      {known.length > 0 && ` · ${known.join(', ')}`}
    </>
  );
}

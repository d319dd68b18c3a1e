import { useMutation } from '@tanstack/react-query';
import { Download, EyeOff, Trash2 } from 'lucide-react';
import type { ErasureReceipt } from '../../../contract/families/privacy/index.ts';
import { addressOf } from '../../data/address.ts';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';

interface UserActionsProps {
  readonly user: { readonly userId: string; readonly name: string | null; readonly internal: boolean };
  readonly onErased: (receipt: ErasureReceipt) => void;
}

/** What can be done about one user: hand out their data, leave them out of reports, erase them. */
export function UserActions({ user, onErased }: UserActionsProps) {
  const { userId, internal } = user;
  const params = { userId };
  const mark = useMutation({
    mutationFn: () => call('changeUser', { params, body: { internal: !internal } }),
    // Every report leaves them out, or counts them, from now on.
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const erase = async () => {
    const receipt = await call('eraseUser', { params, body: { confirm: userId } });
    // Reports hold one person less; asked again when they are looked at, as this page has nobody left.
    await queryClient.invalidateQueries({ refetchType: 'none' });
    onErased(receipt);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <a href={addressOf('userExport', {}, params)} download="" className={buttonClass()}>
        <Download className="size-4 text-ink-3" aria-hidden="true" /> Export data
      </a>
      <Button
        disabled={mark.isPending}
        title={
          internal
            ? 'Reports leave this account out by default'
            : 'Staff and test accounts are left out of reports by default'
        }
        onClick={() => mark.mutate()}
      >
        <EyeOff className="size-4 text-ink-3" aria-hidden="true" />
        {internal ? 'Not internal any more' : 'Mark as internal'}
      </Button>
      <ConfirmButton
        look="danger"
        trigger={
          <>
            <Trash2 className="size-4" aria-hidden="true" /> Erase
          </>
        }
        label={`Erase ${user.name ?? userId}`}
        title={`Erase ${user.name ?? userId} for good?`}
        confirm="Erase for good"
        typed={userId}
        act={erase}
      >
        <p>
          Their profile, every activity and everything else that names them is deleted. What they did stays in
          the totals, as numbers without a person. It can not be undone; export their data first if it is
          wanted.
        </p>
      </ConfirmButton>
      {mark.isError && (
        <p role="alert" className="w-full text-sm text-bad">
          Not changed: {mark.error.message}
        </p>
      )}
    </div>
  );
}

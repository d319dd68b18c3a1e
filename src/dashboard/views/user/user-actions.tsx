import { useMutation } from '@tanstack/react-query';
import { Download, EyeOff, Trash2 } from 'lucide-react';
import * as texts from '#texts/user.ts';
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
        <Download className="size-4 text-ink-3" aria-hidden="true" /> {texts.exportData}
      </a>
      <Button
        disabled={mark.isPending}
        title={internal ? texts.internalMeans : texts.markMeans}
        onClick={() => mark.mutate()}
      >
        <EyeOff className="size-4 text-ink-3" aria-hidden="true" />
        {internal ? texts.unmark : texts.mark}
      </Button>
      <ConfirmButton
        look="danger"
        trigger={
          <>
            <Trash2 className="size-4" aria-hidden="true" /> {texts.erase}
          </>
        }
        label={texts.eraseWhom(user.name ?? userId)}
        title={texts.eraseAsked(user.name ?? userId)}
        confirm={texts.eraseForGood}
        typed={userId}
        act={erase}
      >
        <p>{texts.erasureMeans}</p>
      </ConfirmButton>
      {mark.isError && (
        <p role="alert" className="w-full text-sm text-bad">
          {texts.notChanged(mark.error.message)}
        </p>
      )}
    </div>
  );
}

import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LogOut, Settings } from 'lucide-react';
import * as texts from '#texts/actors.ts';
import { call } from '../data/call.ts';
import { usePanel } from '../data/panel-context.ts';
import { queryClient } from '../data/query-client.ts';
import { setSignedOut } from '../data/session.ts';
import { Button, buttonClass } from '../ui/button.tsx';

/** Who is signed in, and the way to their account and out. */
export default function AccountActions({ close }: { close: () => void }) {
  const { operator, timezone } = usePanel();
  const signOut = useMutation({
    mutationFn: () => call('signOut'),
    onSuccess: () => {
      setSignedOut(true);
      queryClient.clear();
    },
  });
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="min-w-0 px-1">
        <p className="truncate font-medium">{operator.email}</p>
        <p className="text-sm text-ink-3">{texts.role(operator.role, timezone)}</p>
      </div>
      <Link to="/account" className={buttonClass()} onClick={close}>
        <Settings className="size-4" aria-hidden="true" /> {texts.yourAccount}
      </Link>
      <Button onClick={() => signOut.mutate()} disabled={signOut.isPending}>
        <LogOut className="size-4" aria-hidden="true" /> {texts.signOut}
      </Button>
      {signOut.isError && (
        <p role="alert" className="px-1 text-sm text-bad">
          {texts.notSignedOut(signOut.error.message)}
        </p>
      )}
    </div>
  );
}

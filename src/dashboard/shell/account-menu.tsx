import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleUserRound, LogOut, Settings } from 'lucide-react';
import { call } from '../data/call.ts';
import { usePanel } from '../data/panel-context.ts';
import { queryClient } from '../data/query-client.ts';
import { setSignedOut } from '../data/session.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';

export function AccountMenu() {
  const { operator, timezone } = usePanel();
  const signOut = useMutation({
    mutationFn: () => call('signOut'),
    onSuccess: () => {
      setSignedOut(true);
      queryClient.clear();
    },
  });
  return (
    <Popover
      label="Account"
      look="icon"
      align="right"
      className="w-64"
      trigger={<CircleUserRound className="size-4.5" aria-hidden="true" />}
    >
      {(close) => (
        <div className="flex flex-col gap-3 p-3">
          <div className="min-w-0 px-1">
            <p className="truncate font-medium">{operator.email}</p>
            <p className="text-sm text-ink-3">
              Role {operator.role} · {timezone}
            </p>
          </div>
          <Link to="/account" className={buttonClass()} onClick={close}>
            <Settings className="size-4" aria-hidden="true" /> Your account
          </Link>
          <Button onClick={() => signOut.mutate()} disabled={signOut.isPending}>
            <LogOut className="size-4" aria-hidden="true" /> Sign out
          </Button>
          {signOut.isError && (
            <p role="alert" className="px-1 text-sm text-bad">
              Not signed out: {signOut.error.message}
            </p>
          )}
        </div>
      )}
    </Popover>
  );
}

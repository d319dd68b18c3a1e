import { CircleUserRound } from 'lucide-react';
import * as texts from '#texts/shell.ts';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/popover.tsx';

const AccountActions = later(() => import('./account-actions.tsx'));

export function AccountMenu() {
  return (
    <Popover
      label={texts.account}
      look="icon"
      align="end"
      className="w-64"
      trigger={<CircleUserRound className="size-4.5" aria-hidden="true" />}
    >
      {(close) => <AccountActions close={close} meanwhile={<div className="h-41" />} />}
    </Popover>
  );
}

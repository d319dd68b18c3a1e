import { Settings2 } from 'lucide-react';
import * as texts from '#texts/shell.ts';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/popover.tsx';

const AdministrationList = later(() => import('./administration-list.tsx'));

/** The way to the pages about the installation itself. */
export function AdministrationMenu() {
  return (
    <Popover
      label={texts.administration}
      look="icon"
      align="end"
      className="w-72"
      trigger={<Settings2 className="size-4.5" aria-hidden="true" />}
    >
      {(close) => <AdministrationList close={close} />}
    </Popover>
  );
}

import { Bookmark } from 'lucide-react';
import * as texts from '#texts/views.ts';
import { later } from '../../ui/later.tsx';
import { Popover } from '../../ui/popover.tsx';

const ViewsMenu = later(() => import('./views-menu.tsx'));

/** Saved views, from every page. */
export function ViewsButton() {
  return (
    <Popover
      label={texts.savedViews}
      look="icon"
      align="end"
      className="w-92"
      trigger={<Bookmark className="size-4.5" aria-hidden="true" />}
    >
      {(close) => (
        <ViewsMenu close={close} meanwhile={<p className="p-4 text-sm text-ink-3">{texts.loading}</p>} />
      )}
    </Popover>
  );
}

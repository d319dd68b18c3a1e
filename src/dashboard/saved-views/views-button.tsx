import { Bookmark } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Popover } from '../ui/popover.tsx';

const ViewsMenu = lazy(() => import('./views-menu.tsx'));

/** Saved views, from every page. */
export function ViewsButton() {
  return (
    <Popover
      label="Saved views"
      look="icon"
      align="right"
      className="w-92"
      trigger={<Bookmark className="size-4.5" aria-hidden="true" />}
    >
      {(close) => (
        <Suspense fallback={<p className="p-4 text-sm text-ink-3">Loading …</p>}>
          <ViewsMenu close={close} />
        </Suspense>
      )}
    </Popover>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pin } from 'lucide-react';
import * as texts from '#texts/views.ts';
import { sameView, toView, useAddress } from './address.ts';
import { hadPins } from './pins.ts';
import { viewsQuery } from './views-query.ts';

/** The views that are always at hand, in a line under the header. */
export default function PinnedViews() {
  const { data } = useQuery(viewsQuery);
  const here = useAddress();
  const pinned = data?.filter((view) => view.pinned) ?? [];
  if (data ? pinned.length === 0 : !hadPins()) return null;
  return (
    <nav aria-label={texts.pinnedViews} className="h-9 border-b border-line bg-surface print:hidden">
      <ul className="mx-auto flex h-full max-w-[96rem] items-center gap-1 overflow-x-auto px-4 text-sm [scrollbar-width:none] sm:px-6">
        {pinned.map((view) => (
          <li key={view.id} className="shrink-0">
            <Link
              {...toView(view)}
              aria-current={sameView(view, here) ? 'true' : undefined}
              className="flex h-7 items-center gap-1.5 rounded-md px-2 text-ink-2 hover:bg-sunken hover:text-ink aria-[current=true]:bg-sunken aria-[current=true]:text-ink"
            >
              <Pin className="size-3 text-ink-3" aria-hidden="true" />
              {view.name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/views.ts';
import { usePanel } from '../../data/panel-context.ts';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { sameView, useAddress } from './address.ts';
import { describe } from './describe.ts';
import { SaveView } from './save-view.tsx';
import { ViewItem } from './view-item.tsx';
import { viewsQuery } from './views-query.ts';

/** Every view that the operator sees, and the way to save the present one. */
export default function ViewsMenu({ close }: { close: () => void }) {
  const views = useQuery(viewsQuery);
  const here = useAddress();
  const { catalogue } = usePanel();
  const saved = views.data?.find((view) => sameView(view, here));
  return (
    <>
      {!saved && <SaveView key={here.path + here.search} here={here} words={describe(here, catalogue)} />}
      {views.isError && !views.data && (
        <div className="p-2">
          <ErrorState error={views.error} onRetry={() => views.refetch()} />
        </div>
      )}
      {views.isPending && (
        <>
          <Loading />
          <Skeleton className="m-3 h-24" />
        </>
      )}
      {views.data && views.data.length > 0 && (
        <ul aria-label={texts.views} className="divide-y divide-line border-t border-line first:border-0">
          {views.data.map((view) => (
            <ViewItem
              key={view.id}
              view={view}
              words={describe(view, catalogue)}
              here={here}
              current={view === saved}
              close={close}
            />
          ))}
        </ul>
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { PanelInfo } from '../../contract/families/panel/index.ts';
import { OUTSIDE } from '../data/early.ts';
import { type Panel, PanelContext } from '../data/panel-context.ts';
import { panelQuery } from '../data/queries.ts';
import { useSignedOut } from '../data/session.ts';
import { suggestsPassword } from '../data/suggestion.ts';
import { unknownZoneIn } from '../data/url/zone-name.ts';
import { ownZone, useBoundZone } from '../data/zone.ts';
import { later } from '../ui/later.tsx';
import { ErrorState, Loading } from '../ui/states.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { Header } from './header.tsx';
import { SampleBanner } from './sample-banner.tsx';
import { hadPins } from './saved-views/pins.ts';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';
import { usePreload } from './use-preload.ts';
import { useShortcuts } from './use-shortcuts.ts';

const SignedOut = later(() => import('./sign-in/signed-out.tsx'));
const PinnedViews = later(() => import('./saved-views/pinned-views.tsx'));
const SkipLinks = later(() => import('./skip-links.tsx'));
const AddressNotice = later(() => import('./address-notice.tsx'));
const PrintHead = later(() => import('./page/print-head.tsx'));
const HelpDialog = later(() => import('./help-dialog.tsx'));
const Palette = later(() => import('./palette/palette.tsx'));
const RowsDrawer = later(() => import('./rows/rows-drawer.tsx'));
const PasswordSuggestion = later(() => import('./password-suggestion.tsx'));

/** Around every page: signed in, with header and keyboard; or the way to sign in. */
export function Shell() {
  const signedOut = useSignedOut();
  const signingIn = useLocation({ select: (l) => OUTSIDE.test(l.pathname) });
  if (signingIn) return <Outlet />;
  return signedOut ? <SignedOut /> : <SignedIn />;
}

function SignedIn() {
  const panel = useQuery(panelQuery);
  const context = useZoned(panel.data);
  const unknownZone = useLocation({ select: ({ searchStr }) => Boolean(unknownZoneIn(searchStr)) });
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  useShortcuts({ palette: () => setSearching(true), help: () => setHelping(true) });
  usePreload(panel.isSuccess);
  const main = useFocusOnArrival();
  const listed = useSearch({ strict: false, select: (search) => search.rows !== undefined });
  if (!panel.data && panel.isError)
    return (
      <main className="mx-auto mt-[12vh] max-w-xl px-4">
        <ErrorState error={panel.error} onRetry={() => panel.refetch()} />
      </main>
    );
  // The page itself shows the frame until then, see index.html.
  if (!panel.data || !context) return <Loading />;
  return (
    <PanelContext value={context}>
      <PrintHead />
      <SkipLinks />
      <Header onHelp={() => setHelping(true)} onSearch={() => setSearching(true)} />
      {panel.data.operator.role === 'admin' && (
        <PinnedViews meanwhile={hadPins() && <div className="h-9 border-b border-line bg-surface" />} />
      )}
      <ConnectionBar />
      {(unknownZone || context.bound) && <AddressNotice />}
      <SampleBanner />
      {suggestsPassword() && <PasswordSuggestion />}
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[96rem] px-(--margin) pb-16 outline-none"
      >
        <Outlet />
      </main>
      {listed && <RowsDrawer />}
      {searching && <Palette onClose={() => setSearching(false)} onHelp={() => setHelping(true)} />}
      {helping && <HelpDialog onClose={() => setHelping(false)} />}
    </PanelContext>
  );
}

/** What every view knows; another zone draws all of them anew. */
function useZoned(info: PanelInfo | undefined): Panel | undefined {
  const zone = ownZone.use();
  const bound = useBoundZone();
  return useMemo(
    () => info && { ...info, timezone: zone ?? info.timezone, serverTimezone: info.timezone, bound },
    [info, zone, bound],
  );
}

import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import * as texts from '#texts/shell.ts';
import type { PanelInfo } from '../../contract/families/panel/index.ts';
import { OUTSIDE } from '../data/early.ts';
import { type Panel, PanelContext } from '../data/panel-context.ts';
import { panelQuery } from '../data/queries.ts';
import { useSignedOut } from '../data/session.ts';
import { suggestsPassword } from '../data/suggestion.ts';
import { unknownZoneIn } from '../data/url/zone-name.ts';
import { ownZone, useBoundZone } from '../data/zone.ts';
import { later } from '../ui/later.tsx';
import { ErrorState, Loading, Skeleton } from '../ui/states.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { Header } from './header.tsx';
import { SampleBanner } from './sample-banner.tsx';
import { PinnedViews } from './saved-views/pinned-views.tsx';
import { SignedOut } from './sign-in/signed-out.tsx';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';
import { usePreload } from './use-preload.ts';
import { useShortcuts } from './use-shortcuts.ts';

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
  if (!panel.data || !context) return <ShellSkeleton />;
  return (
    <PanelContext value={context}>
      <PrintHead />
      {/* biome-ignore lint/a11y/useValidAnchor: a skip link; with a <base> its bare fragment would leave the page */}
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-1.5 text-sm text-surface focus:translate-y-0 print:hidden"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {texts.skipToContent}
      </a>
      <Header onHelp={() => setHelping(true)} onSearch={() => setSearching(true)} />
      {panel.data.operator.role === 'admin' && <PinnedViews />}
      <ConnectionBar />
      {(unknownZone || context.bound) && <AddressNotice />}
      <SampleBanner />
      {suggestsPassword() && <PasswordSuggestion />}
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[96rem] px-4 pb-16 outline-none sm:px-6"
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

function ShellSkeleton() {
  return (
    <main className="mx-auto max-w-[96rem] px-4 pt-4 sm:px-6">
      <Loading />
      <Skeleton className="mb-8 h-7 w-64" />
      <Skeleton className="mb-4 h-9 w-full max-w-md" />
      <Skeleton className="h-40 w-full" />
    </main>
  );
}

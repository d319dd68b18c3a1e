import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { panelPath } from './data/call.ts';
import type { AuditSearch, SystemSearch } from './data/url/administration.ts';
import type { CommunitySearch } from './data/url/community.ts';
import { carried } from './data/url/range.ts';
import type { ReportSearch } from './data/url/reports.ts';
import { rowsSearch } from './data/url/rows.ts';
import { parseSearch, type Raw, stringifySearch } from './data/url/search.ts';
import { chartSearch, referralsSearch, usageSearch, userSearch } from './data/url/views.ts';
import { Shell } from './shell/shell.tsx';
import { later } from './ui/later.tsx';
import { ErrorState } from './ui/states.tsx';
import { AnalyticsPage } from './views/analytics/page.tsx';

const NotFound = later<object>(() => import('./shell/page/not-found.tsx'));
/** What a page reads of its address itself, once its code is there. */
const readByPage = <Search,>(raw: Raw) => raw as Search;

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => <NotFound />,
  validateSearch: rowsSearch,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({
      to: '/analytics',
      search: { ...carried(search), ...rowsSearch(search) },
      replace: true,
    });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./views/sign-in/page.tsx'), 'SignIn'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./views/sign-in/set-password.tsx'), 'Invitation'),
});

const passwordReset = createRoute({
  getParentRoute: () => root,
  path: '/password-reset',
  component: lazyRouteComponent(() => import('./views/sign-in/set-password.tsx'), 'PasswordReset'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./views/account/page.tsx'), 'AccountPage'),
});

const analytics = createRoute({
  getParentRoute: () => root,
  path: '/analytics',
  validateSearch: chartSearch,
  component: AnalyticsPage,
});

const usage = createRoute({
  getParentRoute: () => root,
  path: '/usage',
  validateSearch: usageSearch,
  component: lazyRouteComponent(() => import('./views/usage/page.tsx'), 'UsagePage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: readByPage<ReportSearch>,
  component: lazyRouteComponent(() => import('./views/reports/page.tsx'), 'ReportsPage'),
});

const explore = createRoute({
  getParentRoute: () => root,
  path: '/explore',
  component: lazyRouteComponent(() => import('./views/explore/page.tsx'), 'ExplorePage'),
});

const user = createRoute({
  getParentRoute: () => root,
  path: '/users/$userId',
  validateSearch: userSearch,
  component: lazyRouteComponent(() => import('./views/user/page.tsx'), 'UserPage'),
});

const referrals = createRoute({
  getParentRoute: () => root,
  path: '/referrals',
  validateSearch: referralsSearch,
  component: lazyRouteComponent(() => import('./views/referrals/page.tsx'), 'ReferralsPage'),
});

const community = createRoute({
  getParentRoute: () => root,
  path: '/community',
  validateSearch: readByPage<CommunitySearch>,
  component: lazyRouteComponent(() => import('./views/community/page.tsx'), 'CommunityPage'),
});

const system = createRoute({
  getParentRoute: () => root,
  path: '/system',
  validateSearch: readByPage<SystemSearch>,
  component: lazyRouteComponent(() => import('./views/system/page.tsx'), 'SystemPage'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readByPage<AuditSearch>,
  component: lazyRouteComponent(() => import('./views/audit/page.tsx'), 'AuditPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./views/settings/page.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    invitation,
    passwordReset,
    account,
    analytics,
    usage,
    reports,
    explore,
    user,
    referrals,
    community,
    system,
    audit,
    settings,
  ]),
  basepath: panelPath,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => (
    <ErrorState error={error} onRetry={reset} onReset={() => location.assign(location.pathname)} />
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { panelPath } from './api/call.ts';
import { AnalyticsPage } from './pages/analytics.tsx';
import { NotFound } from './pages/not-found.tsx';
import { Shell } from './pages/shell.tsx';
import { ErrorState } from './ui/states.tsx';
import { auditSearch, systemSearch } from './url/administration.ts';
import { carried } from './url/range.ts';
import { reportSearch } from './url/reports.ts';
import { rowsSearch } from './url/rows.ts';
import { parseSearch, stringifySearch } from './url/search.ts';
import { chartSearch, referralsSearch, usageSearch, userSearch } from './url/views.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, validateSearch: rowsSearch });

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
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignIn'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/set-password.tsx'), 'Invitation'),
});

const passwordReset = createRoute({
  getParentRoute: () => root,
  path: '/password-reset',
  component: lazyRouteComponent(() => import('./pages/set-password.tsx'), 'PasswordReset'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account.tsx'), 'AccountPage'),
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
  component: lazyRouteComponent(() => import('./pages/usage.tsx'), 'UsagePage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: reportSearch,
  component: lazyRouteComponent(() => import('./pages/reports.tsx'), 'ReportsPage'),
});

const user = createRoute({
  getParentRoute: () => root,
  path: '/users/$userId',
  validateSearch: userSearch,
  component: lazyRouteComponent(() => import('./pages/user.tsx'), 'UserPage'),
});

const referrals = createRoute({
  getParentRoute: () => root,
  path: '/referrals',
  validateSearch: referralsSearch,
  component: lazyRouteComponent(() => import('./pages/referrals.tsx'), 'ReferralsPage'),
});

const community = createRoute({
  getParentRoute: () => root,
  path: '/community',
  validateSearch: chartSearch,
  component: lazyRouteComponent(() => import('./pages/community.tsx'), 'CommunityPage'),
});

const system = createRoute({
  getParentRoute: () => root,
  path: '/system',
  validateSearch: systemSearch,
  component: lazyRouteComponent(() => import('./pages/system.tsx'), 'SystemPage'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'SettingsPage'),
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

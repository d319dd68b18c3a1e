import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { panelPath } from './api/call.ts';
import { NotFound } from './pages/not-found.tsx';
import { Shell } from './pages/shell.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { ErrorState } from './ui/states.tsx';
import { carried } from './url/range.ts';
import { parseSearch, stringifySearch } from './url/search.ts';
import { analyticsSearch, usageSearch, userSearch } from './url/views.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/analytics', search: carried(search), replace: true });
  },
});

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignIn });

const analytics = createRoute({
  getParentRoute: () => root,
  path: '/analytics',
  validateSearch: analyticsSearch,
  component: lazyRouteComponent(() => import('./pages/analytics.tsx'), 'AnalyticsPage'),
});

const usage = createRoute({
  getParentRoute: () => root,
  path: '/usage',
  validateSearch: usageSearch,
  component: lazyRouteComponent(() => import('./pages/usage.tsx'), 'UsagePage'),
});

const user = createRoute({
  getParentRoute: () => root,
  path: '/users/$userId',
  validateSearch: userSearch,
  component: lazyRouteComponent(() => import('./pages/user.tsx'), 'UserPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, signIn, analytics, usage, user]),
  basepath: panelPath,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

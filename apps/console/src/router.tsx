import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { hubQuery, sessionQuery, type Search } from './hub/queries.ts';
import { Shell } from './shell/shell.tsx';
import { FailedPage, MissingPage } from './shell/states.tsx';
import { allianceParts, type AlliancePart } from './pages/alliances/parts.ts';
import { HomePage } from './pages/home.tsx';
import { SetUpPage } from './pages/set-up.tsx';
import { SignInPage } from './pages/sign-in.tsx';

const root = createRootRouteWithContext<{ cache: QueryClient }>()({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: FailedPage,
});

const setUp = createRoute({ getParentRoute: () => root, path: '/set-up', component: SetUpPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (given): { to?: string; ended?: boolean } => ({
    // Only an address of this console: nobody is sent elsewhere after signing in.
    ...(typeof given['to'] === 'string' && /^\/(?![/\\])/.test(given['to']) ? { to: given['to'] } : {}),
    ...(given['ended'] === true ? { ended: true } : {}),
  }),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context: { cache }, location }) => {
    if (await cache.ensureQueryData(sessionQuery)) return;
    const hub = await cache.fetchQuery(hubQuery);
    if (!hub.setUp) throw redirect({ to: '/set-up', hash: location.hash });
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
  },
});

const home = createRoute({ getParentRoute: () => inside, path: '/', component: HomePage });

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
const searchOf = (given: Record<string, unknown>): Search => {
  const names = ['text', 'value', 'type', 'marking', 'source', 'related'] as const;
  return Object.fromEntries(names.map((name) => [name, textOf(given[name])]).filter(([, value]) => value));
};

const intelligence = createRoute({
  getParentRoute: () => inside,
  path: '/intelligence',
  validateSearch: searchOf,
  component: lazyRouteComponent(() => import('./pages/intelligence/search-page.tsx'), 'SearchPage'),
});

const object = createRoute({
  getParentRoute: () => inside,
  path: '/intelligence/$id',
  component: lazyRouteComponent(() => import('./pages/intelligence/object-page.tsx'), 'ObjectPage'),
});

const alliances = createRoute({
  getParentRoute: () => inside,
  path: '/alliances',
  validateSearch: (given): { part?: AlliancePart } => {
    const part = allianceParts.find((one) => one === given['part']);
    return part ? { part } : {};
  },
  component: lazyRouteComponent(() => import('./pages/alliances/alliances-page.tsx'), 'AlliancesPage'),
});

const administration = createRoute({
  getParentRoute: () => inside,
  path: '/administration',
  component: lazyRouteComponent(() => import('./pages/administration/administration-page.tsx'), 'AdministrationPage'),
});

/** Puts the pages at their addresses. */
export function createConsoleRouter(cache: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      setUp,
      signIn,
      inside.addChildren([home, intelligence, object, alliances, administration]),
    ]),
    context: { cache },
    defaultPreload: 'intent',
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { type EndpointName, type Route, routes } from '../contract/index.ts';
import { isAudited } from './endpoint.ts';

// Who may call what, and what of it the audit log holds, decided endpoint by endpoint: a new one is decided here too.
const all = Object.entries(routes) as [EndpointName, Route][];
const namesWhere = (test: (route: Route) => boolean) =>
  all.filter(([, route]) => test(route)).map(([name]) => name);

let s: TestServer;
beforeAll(async () => {
  s = await testServer();
});
afterAll(() => s.close());

it('lets a viewer read the reports of no person, what the panel is made of, and their own sign-in', () => {
  expect(namesWhere(({ access }) => access === 'viewer').sort()).toEqual([
    'analytics',
    'cohorts',
    'firstUse',
    'funnel',
    'lifecycle',
    'notes',
    'paths',
    'peopleSize',
    'rhythm',
    'stickiness',
    'today',
    'usageSummary',
    'why',
  ]);
  expect(namesWhere(({ access }) => access === 'signed-in').sort()).toEqual([
    'changePassword',
    'changePreferences',
    'confirmSecondFactor',
    'disableSecondFactor',
    'enrolSecondFactor',
    'panel',
    'signOut',
    'signOutEverywhere',
  ]);
  // Of notes a viewer is told when alone, and of why a number changed no single users.
  for (const [name, { access, data }] of all)
    if (data === 'personal' && !['notes', 'why'].includes(name))
      expect([name, access]).toEqual([name, 'admin']);
});

it('leaves out of the audit log what tells of nobody, who is not signed in yet, and what platforms send', () => {
  expect(
    namesWhere((route) => !isAudited(route) && !['anyone', 'user', 'track'].includes(route.access)).sort(),
  ).toEqual(['metrics', 'panel', 'system']);
});

it.each(all.filter(([, { access }]) => access === 'admin'))(
  'refuses %s to a viewer, and notes that',
  async (name, route) => {
    const viewer = await s.signIn('vera@example.com', 'viewer');
    await s.audit(true);
    const { status } = await s.ask(route.path.replace(/:\w+/g, 'x'), {
      method: route.method,
      as: viewer,
      ...(route.method === 'GET' ? {} : { body: {} }),
    });
    expect([name, status]).toEqual([name, 403]);
    expect((await s.audit()).filter(({ phase }) => phase === 'denial')).toMatchObject([
      { endpoint: name, status: 403 },
    ]);
  },
);

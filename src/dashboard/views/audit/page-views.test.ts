import { expect, it } from 'vitest';
import type { AuditEntry } from '../../../contract/families/audit/index.ts';
import { askedBy, pageViews, targetOf } from './page-views.ts';

let minute = 59;
const entry = (view: string | null, more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: `2026-03-15T10:${minute--}:00.000Z`,
  requestId: `r${minute}`,
  actor: { kind: 'operator', id: 'operator:1', email: 'mara@example.com', name: null },
  endpoint: 'usageAnalytics',
  target: null,
  parameters: {},
  outcome: 'answered',
  status: 200,
  rows: 1,
  completedAt: null,
  view,
  ...more,
});

it('puts requests of one page view together where the newest stands, and leaves each other by itself', () => {
  const [a, b, c, d, e, f] = [
    entry('usage.aaaaaa'),
    entry(null),
    entry('users.bbbbbb', { target: 'ann' }),
    entry('usage.aaaaaa'),
    entry(null),
    entry('usage.aaaaaa', { actor: { kind: 'key', id: 'key:1', email: null, name: 'x' } }),
  ];
  const views = pageViews([a, b, c, d, e, f]);
  expect(views.map(({ page, requests }) => [page, requests])).toEqual([
    ['usage', [a, d]],
    [null, [b]],
    ['users', [c]],
    [null, [e]],
    // Somebody else who claims the same view.
    ['usage', [f]],
  ]);
  expect(new Set(views.map(({ key }) => key)).size).toBe(5);
});

it('says whom a view was about where all of it was about one', () => {
  const about = (...targets: (string | null)[]) =>
    targetOf(pageViews(targets.map((target) => entry('users.cccccc', { target })))[0]!);
  expect([about('ann', null, 'ann'), about('ann', 'ben'), about(null)]).toEqual(['ann', null, null]);
});

it('tells each parameter as the most telling main request gave it, and who was searched for anywhere', () => {
  const of = (page: string, ...given: [endpoint: string, AuditEntry['parameters']][]) =>
    askedBy(
      pageViews(given.map(([endpoint, parameters]) => entry(`${page}.dddddd`, { endpoint, parameters })))[0]!,
    );
  const table = { period: '7days', sortBy: 'a', page: 1 };
  expect(
    of(
      'usage',
      ['usageAnalytics', { period: '7days', sortBy: 'totalActivity' }],
      ['usageAnalytics', table],
      ['today', { period: '365days', refresh: 'force', x: 1, y: 2 }],
      ['usersFound', { search: 'ann' }],
    ),
  ).toEqual({ ...table, search: 'ann' });
  // What opens over a page asks by itself.
  expect(of('analytics', ['activities', { action: ['a'] }])).toEqual({ action: ['a'] });
  expect(of('analytics', ['analytics', null])).toEqual({});
});

it('tells the range that the page is about, not the one that it is compared with', () => {
  const [before, now] = [
    { startDate: '2026-02-01T00:00:00.000Z', endDate: '2026-03-01T00:00:00.000Z', compare: 'none' },
    { period: '30days', timezone: 'UTC' },
  ];
  const view = [before, before, now].map((parameters) =>
    entry('community.eeeeee', { endpoint: 'communityStats', parameters }),
  );
  expect(askedBy(pageViews(view)[0]!)).toEqual({ period: '30days', timezone: 'UTC', compare: 'none' });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { random } from '../support/index.ts';
import type { Fault } from './faulty.ts';
import { type SdkSetting, sdkSetting } from './setting.ts';

const ACTIVITIES = 1_000;
const TRACKERS = 4;
const SEED = 20_260_314;

let on: SdkSetting;
beforeAll(async () => {
  on = await sdkSetting();
});
afterAll(() => on?.close());

/** What can happen to a request; half of them go well. */
const FAULTS: readonly Fault[] = [
  'lost',
  'answer lost',
  'answer lost',
  { status: 500 },
  { status: 502, body: '<html>Bad gateway</html>' },
  { status: 503, headers: { 'retry-after': '0' } },
  { status: 429, headers: { 'retry-after': '0' } },
  { status: 413 },
  { status: 200, body: '{}' },
];

it('loses and doubles nothing of 1,000 activities, whatever happens to requests and answers', async () => {
  const rnd = random(SEED);
  const happened: Record<string, number> = {};
  on.way.breaks((_, { body }) => {
    const fault = rnd.chance(0.5) ? 'pass' : rnd.pick(FAULTS);
    // Alone, it would be told that it is too large for the server.
    const alone = body.activities.length === 1;
    const taken = alone && typeof fault === 'object' && fault.status === 413 ? 'pass' : fault;
    const name = typeof taken === 'object' ? String(taken.status) : taken;
    happened[name] = (happened[name] ?? 0) + 1;
    return taken;
  });
  const trackers = Array.from({ length: TRACKERS }, () => on.tracker({ retryDelay: 1, batchSize: 10 }));
  const told = await Promise.all(
    Array.from({ length: ACTIVITIES }, (_, i) =>
      trackers[i % TRACKERS]!.trackSessionAction(`user-${i % 7}`, 'created', `s-${i}`),
    ),
  );
  const acknowledged = told.filter(({ outcome }) => outcome === 'committed' || outcome === 'duplicate');
  const { rows } = await on.s.t.db.pool.query(
    `select count(*)::int as rows, count(distinct session_id)::int as distinct,
            (select sum(sessions_created)::int from ${on.s.t.db.s}.user_usage_stats) as counted
     from ${on.s.t.db.s}.user_activity_logs`,
  );
  const [{ distinct, counted, rows: written }] = rows;
  const figures = {
    activities: ACTIVITIES,
    requests: on.way.sent.length,
    acknowledged: acknowledged.length,
    rows: written,
    counted,
    lost: acknowledged.length - distinct,
    doubled: written - distinct,
  };
  console.log(JSON.stringify({ ...figures, happened }));
  expect(figures).toEqual({
    ...figures,
    acknowledged: ACTIVITIES,
    rows: ACTIVITIES,
    counted: ACTIVITIES,
    lost: 0,
    doubled: 0,
  });
  // Faults there were, of each kind.
  expect(Object.keys(happened).length).toBe(9);
});

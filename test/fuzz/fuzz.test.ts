import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { type Route, routes } from '../../src/contract/index.ts';
import { isAudited } from '../../src/http/endpoint.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { openSetting, type Setting } from '../security/setting.ts';
import { anActivity } from '../support/index.ts';
import { type Figures, fuzz } from './run.ts';

const requests = Number(process.env.FUZZ_REQUESTS ?? 1_200);
const seed = Number(process.env.FUZZ_SEED ?? 1);
/** Of the hostile texts each place is sent every n-th. */
const every = Number(process.env.FUZZ_SWEEP ?? 100);

let setting: Setting;
let figures: Figures;

beforeAll(async () => {
  setting = await openSetting();
  for (let i = 0; i < 30; i++)
    await setting.s.analytics.ingest.track(
      anActivity({
        userId: `user-${i % 20}`,
        action: 'smart_caption_generated',
        details: { theme: 'JOI', title: '=1+1' },
      }),
    );
  // One of those whom requests name is gone: what still comes of them must not be kept.
  const erased = await setting.s.post(
    '/api/admin/users/user-17/erase',
    { confirm: 'user-17' },
    { as: setting.admin },
  );
  expect(erased.status).toBe(200);
  await setting.s.audit(true);
  figures = await fuzz(setting, { requests, seed, sweep: every });
  const { statuses, sent, brokenTotal, slowest } = figures;
  const slow = slowest.request;
  const told = (slow?.query ?? []).map((pair) => pair.join('=')).join('&');
  console.log(
    `fuzz: ${sent} requests (seed ${seed}), ${brokenTotal} broken, ` +
      `slowest ${Math.round(slowest.ms)} ms (${slow?.endpoint} ${told.slice(0, 200)}); ` +
      Object.entries(statuses)
        .map(([status, n]) => `${status}: ${n}`)
        .join(', '),
  );
}, 1_800_000);
afterAll(() => setting?.close());

it('no answer is 5xx or breaks its schema', () => {
  expect(figures.sent).toBeGreaterThan(requests + 100);
  expect(figures.broken).toEqual([]);
});

it('good answers are among them, and refusals', () => {
  expect(figures.statuses[200]).toBeGreaterThan(requests / 10);
  for (const status of [400, 401, 403, 404]) expect(figures.statuses[status]).toBeGreaterThan(5);
});

it('leaves every access in the audit log, each with its completion', async () => {
  const rows = await setting.s.audit();
  const audited = Object.entries<Route>(routes).filter(([, route]) => isAudited(route));
  const told = audited.map(([name]) => {
    const own = rows.filter((row) => row.endpoint === name && !String(row.actor).startsWith('anonymous'));
    return [name, own.filter((row) => row.phase !== 'completion').length];
  });
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(audited.map(([name]) => [name, figures.reached[name] ?? 0])),
  );
  const phases = (phase: string) =>
    rows.filter((row) => row.phase === phase && row.endpoint !== 'signIn').length;
  expect(phases('completion')).toBe(phases('intent'));
});

it('leaves the database as the log tells it', async () => {
  await setting.s.analytics.ingest.foldPending();
  await setting.s.analytics.ingest.signals.flush();
  const { total, drift, activities } = await reconcile(setting.s.t.db, { catalogue: defaultCatalogue });
  expect({ total, drift }).toEqual({ total: 0, drift: [] });
  expect(activities).toBeGreaterThan(30);
});

it('keeps nothing of who was erased', async () => {
  const { pool, s } = setting.s.t.db;
  const { rows } = await pool.query(
    `select count(*)::int as n from ${s}.user_activity_logs where user_id = 'user-17'`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});

it('pollutes nothing', () => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

import { openInstallation } from '../src/app/open-installation.ts';
import { listen } from '../src/cli/listen.ts';
import type { Bed } from './lib/bed.ts';
import { alternate, median, type Result, round, timed } from './lib/result.ts';
import { trackMany } from './lib/track-many.ts';
import { createWorkload } from './lib/workload.ts';

const PATH = '/api/admin/usage-summary?period=30days';

/** A report that is kept, with its audit rows, against one bare INSERT committed; in process and over HTTP. */
export async function p8(bed: Bed): Promise<Result[]> {
  const lab = await bed.fresh('bench_p8');
  const work = createWorkload({ users: 1_000, visits: 50 });
  const inputs = Array.from({ length: 20_000 }, () => work.next());
  await trackMany(lab.ingest, inputs);
  await lab.db.pool.query('create table public.bare (id bigint primary key, action text, details jsonb)');
  const analytics = await openInstallation({ databaseUrl: lab.url, cacheSeconds: 86_400, rateLimit: 0 });
  const { key } = await analytics.auth.keys.create('bench', ['read']);
  const headers = { authorization: `Bearer ${key}` };
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const count = bed.size.quick ? 50 : 200;
  let id = 0;

  const inProcess = async () => {
    const request = new Request(`http://127.0.0.1${PATH}`, { headers });
    return textOf(await analytics.fetch(request, { remoteAddress: '127.0.0.1' }));
  };
  const overHttp = async () => textOf(await fetch(`http://127.0.0.1:${server.port}${PATH}`, { headers }));
  const insert = () =>
    lab.db.pool.query({
      name: 'bare',
      text: 'insert into public.bare values ($1, $2, $3)',
      values: [++id, 'session_viewed', { theme: 'JOI', captionLength: 120 }],
    });
  const medianOf = (ask: () => Promise<unknown>) => async () => {
    const each: number[] = [];
    for (let i = 0; i < count; i++) each.push(await timed(ask));
    return median(each);
  };

  // Every shape of statement once on the connections, and the report kept.
  for (let i = 0; i < 50; i++) await Promise.all([inProcess(), overHttp(), insert()]);
  if (!JSON.parse(await inProcess()).meta.cached) throw new Error("the report wasn't kept");
  const rows = async () =>
    (await lab.db.pool.query<{ n: number }>('select count(*) as n from analytics.audit_log')).rows[0]!.n;
  const before = await rows();
  const rounds = bed.size.rounds * 2;
  const { a, b } = await alternate(rounds, medianOf(inProcess), medianOf(insert));
  const { a: http, b: again } = await alternate(rounds, medianOf(overHttp), medianOf(insert));
  await server.close(1_000);
  await analytics.close();
  const audited = (await rows()) - before;
  await lab.close();
  if (audited < rounds * 2 * count * 2) throw new Error(`only ${audited} audit rows were written`);

  const line = (what: string, ours: number, bare: number): Result => ({
    id: 'P8',
    what,
    ours: `${round(ours)} ms`,
    yardstick: `${round(bare)} ms`,
    value: round(ours - bare),
    unit: ' ms more',
    goal: '<= 1.5 ms more',
    reached: ours - bare <= 1.5,
  });
  return [
    line('a cached report, audited, server time, against one bare INSERT', median(a), median(b)),
    line('the same with HTTP and its client on the same machine', median(http), median(again)),
  ];
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`answered ${response.status}: ${text}`);
  return text;
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { to as copyTo } from 'pg-copy-streams';
import { defaultCatalogue } from '../src/catalogue/index.ts';
import { statsColumns } from '../src/db/columns.ts';
import { transaction } from '../src/db/connect.ts';
import { readMeta, writeMeta } from '../src/db/meta.ts';
import { ensureMonths } from '../src/db/partitions.ts';
import { buildBlocks } from '../src/store/build.ts';
import type { Bed, Lab } from './lib/bed.ts';
import { compiled } from './lib/compiled.ts';
import { median, type Result, round, timed } from './lib/result.ts';

const RANGE = { from: '2026-01-10', to: '2026-01-11' };
const MIB = 1024 * 1024;

/** CSV of every user with every counter over HTTP, against COPY of as many rows, and the memory that it takes. */
export async function p9(bed: Bed): Promise<Result[]> {
  const users = bed.size.quick ? 50_000 : 1_000_000;
  const lab = await peopleOf(bed, users);
  const [{ openInstallation }, { listen }] = await Promise.all([compiled.installation(), compiled.listen()]);
  const analytics = await openInstallation({ databaseUrl: lab.url });
  const { key } = await analytics.auth.keys.create(`bench ${process.pid}`, ['admin']);
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${server.port}/api/admin/users/export/csv?from=${RANGE.from}&to=${RANGE.to}`;
  const ours: number[] = [];
  const copies: number[] = [];
  let memory = 0;
  let bytes = 0;
  try {
    await download(`${url}&search=user-0000001`, key);
    for (let i = 0; i < bed.size.rounds; i++) {
      const before = process.memoryUsage().rss;
      let peak = before;
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().rss);
      }, 20);
      ours.push(
        await timed(async () => {
          const told = await download(url, key);
          if (told.lines !== users + 1) throw new Error(`${told.lines} lines for ${users} users`);
          bytes = told.bytes;
        }),
      );
      clearInterval(watch);
      memory = Math.max(memory, peak - before);
      copies.push(await timed(() => copy(lab)));
    }
  } finally {
    await server.close(1_000);
    await analytics.close();
    await lab.close();
  }
  const ratio = median(copies) / median(ours);
  const about = `${users.toLocaleString('en')} users, ${round(bytes / MIB, 0)} MiB`;
  const rate = (ms: number) => `${Math.round((users / ms) * 1000).toLocaleString('en')} rows/s`;
  return [
    {
      id: 'P9',
      what: `CSV of ${about}, over HTTP`,
      ours: rate(median(ours)),
      yardstick: `COPY (SELECT …) ${rate(median(copies))}`,
      value: round(ratio),
      unit: ' x',
      goal: '>= 0.4 x',
      reached: ratio >= 0.4,
    },
    {
      id: 'P9',
      what: 'memory that the server grows by meanwhile',
      ours: `${round(memory / MIB, 0)} MiB`,
      yardstick: '',
      value: round(memory / MIB, 0),
      unit: ' MiB',
      goal: '<= 64 MiB',
      reached: memory <= 64 * MIB,
    },
  ];
}

const run = promisify(execFile);

/** Read by a process of its own, so that its memory isn't the server's. */
async function download(url: string, key: string): Promise<{ bytes: number; lines: number }> {
  const script = `
    const response = await fetch(process.argv[1], { headers: { authorization: 'Bearer ' + process.argv[2] } });
    if (!response.ok) throw new Error(await response.text());
    let bytes = 0, lines = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
    }
    console.log(JSON.stringify({ bytes, lines }));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, url, key]);
  return JSON.parse(stdout);
}

/** As many rows and columns in the same order, as PostgreSQL writes them by itself. */
async function copy({ db }: Lab): Promise<void> {
  const numbers = Array.from({ length: NUMBERS }, (_, i) => `sum(d.n${i}) as n${i}`);
  const client = await db.pool.connect();
  try {
    await client.query(`set jit = off; set work_mem = '128MB'; set max_parallel_workers_per_gather = 0`);
    const stream = client.query(
      copyTo(`copy (select u.id, u.email, u.name, u.avatar_url, u.role, u.internal, u.joined_at, u.deleted_at,
          s.last_activity_at, t.* from ${db.s}.users u
        join (select d.user_id, ${numbers.join(', ')} from public.bench_days d group by 1) t on t.user_id = u.id
        left join ${db.s}.user_usage_stats s on s.user_id = u.id
        where not u.internal order by n0 desc, u.id) to stdout (format csv)`),
    );
    for await (const _ of stream);
  } finally {
    client.release(true);
  }
}

const { actions, counters, features } = defaultCatalogue;
/** Score, activities, days; then each counter and each feature. */
const NUMBERS = 3 + Object.keys(counters).length + Object.keys(features).length;
/** Of each user, over both days. */
const ACTIVITIES = 10;

/** Users with activity on two days, built by SQL once: only the reading is measured. */
async function peopleOf(bed: Bed, users: number): Promise<Lab> {
  const name = `bench_people_${users}`;
  const kept = await bed.kept(name);
  if (kept && (await readMeta(kept.db, 'bench_users')) === users) return kept;
  await kept?.close();
  console.error(`  building ${users.toLocaleString('en')} users …`);
  const lab = await bed.fresh(name);
  const { pool, s } = lab.db;
  const id = `'user-' || lpad(n::text, 7, '0')`;
  await pool.query(
    `insert into ${s}.users (id, email, name, avatar_url, role, identified, created_at)
     select ${id}, ${id} || '@example.com', 'Person ' || n, 'https://cdn.example.com/a/' || n || '.png', 'user', true,
       timestamptz '2025-06-01Z' + n * interval '1 second'
     from generate_series(1, $1::int) n`,
    [users],
  );
  await transaction(lab.db, (client) => ensureMonths(lab.db, client, [RANGE.from.slice(0, 7)]));
  await pool.query(
    `insert into ${s}.user_activity_logs (created_at, event_id, user_id, action, feature)
     select timestamptz '${RANGE.from}Z' + ((n * 7919 + i * 17280) % 172800) * interval '1 second', gen_random_uuid(), ${id},
       a.names[1 + (n + i) % cardinality(a.names)], a.features[1 + (n + i) % cardinality(a.names)]
     from generate_series(1, $1::int) n, generate_series(1, ${ACTIVITIES}) i,
       (select $2::text[] as names, $3::text[] as features) a`,
    [users, Object.keys(actions), Object.values(actions).map(({ feature }) => feature)],
  );
  await pool.query(
    `create table public.bench_days as select d, ${id} as user_id,
       ${Array.from({ length: NUMBERS }, (_, i) => `1 + (n * ${i + 3}) % 17 as n${i}`).join(', ')}
     from generate_series(0, 1) d, generate_series(1, ${users}) n`,
  );
  const stats = statsColumns(defaultCatalogue).map(({ column }) => `"${column}"`);
  await pool.query(
    `insert into ${s}.user_usage_stats (user_id, first_activity_at, last_activity_at, ${stats.join(', ')})
     select ${id}, timestamptz '${RANGE.from}Z', timestamptz '${RANGE.to} 12:00Z' + n * interval '10 ms', ${stats.map(() => '20').join(', ')}
     from generate_series(1, $1::int) n`,
    [users],
  );
  await buildBlocks(lab.db, defaultCatalogue, { now: Date.now(), force: true });
  await pool.query('vacuum analyze');
  await writeMeta(lab.db, 'bench_users', users);
  return lab;
}

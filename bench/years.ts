import { defaultCatalogue } from '../src/catalogue/index.ts';
import { type Bed, type Lab, openLab } from './lib/bed.ts';
import { compiled } from './lib/compiled.ts';
import { endOf, historyName, historyOf, keptUpToNow } from './lib/history.ts';
import { lengthen } from './lib/lengthen.ts';
import { postmasterOf, processorOf } from './lib/processor.ts';
import { questions } from './lib/questions.ts';
import { alternate, median, perSecond, type Result, round, WARMING } from './lib/result.ts';
import { serve } from './lib/site.ts';
import { EXPLORED } from './p14-explore.ts';

const YEARS = 10;
const HOUR = 3_600_000;
/** Ten years at the rate of one: the questions of p6 and p14 against the same of the year alone, in turn. */
export async function years(bed: Bed): Promise<Result[]> {
  const { events, users, rounds } = bed.size;
  const year = await historyOf(bed, events, users);
  const name = `${historyName(events, users)}_${YEARS}`;
  const kept = await keptUpToNow(bed, name, events, users);
  const made = kept ? [] : await make(bed, name);
  const long = kept ?? (await bed.kept(name))!;
  try {
    return [...made, ...(await sizes(long)), ...(await beside(year, long, rounds))];
  } finally {
    await year.close();
    await long.close();
  }
}

async function make(bed: Bed, name: string): Promise<Result[]> {
  const { events, users } = bed.size;
  const copy = await bed.copy(historyName(events, users), name);
  await copy.close();
  const lab = await openLab(copy.url, HOUR);
  try {
    await lengthen(lab, (await endOf(lab))!, YEARS);
    return await settle(lab, await postmasterOf(bed.server.url('postgres')), YEARS * events);
  } finally {
    await lab.close();
  }
}

/** What an operator does once rows came in by another way. */
export async function settle(lab: Lab, postmaster: number, events: number): Promise<Result[]> {
  const { rebuild } = await compiled.rebuild();
  const spent = () => processorOf([postmaster]) + ownProcessor();
  const [begun, before] = [performance.now(), spent()];
  let counted = { ms: 0, processor: 0 };
  let built = 0;
  await rebuild(lab.db, {
    catalogue: defaultCatalogue,
    onStep: (step) => console.error(`  ${Math.round((performance.now() - begun) / 1000)} s: ${step}`),
    onBuilt(done) {
      if (done === 0) counted = { ms: performance.now() - begun, processor: spent() - before };
      built = done;
    },
  });
  const total = { ms: performance.now() - begun, processor: spent() - before };
  const blocks = { ms: total.ms - counted.ms, processor: total.processor - counted.processor };
  return [
    told('counters made right, blocks compared', counted, events),
    told('blocks of what had none', blocks, built),
  ];
}

function ownProcessor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const told = (what: string, { ms, processor }: { ms: number; processor: number }, n: number): Result => ({
  id: 'years',
  what,
  ours: `${round(ms / 1000, 0)} s, ${round(processor, 0)} s of processor, ${perSecond(n, ms).toLocaleString('en')}/s, the process ${round(process.resourceUsage().maxRSS / 1024, 0)} MB at most`,
  yardstick: '-',
  value: round(ms / 1000, 0),
  unit: ' s',
  goal: '-',
  reached: true,
});

async function sizes(lab: Lab): Promise<Result[]> {
  const { rows } = await lab.db.pool.query<Record<'n' | 'log' | 'blocks' | 'totals', number>>(
    `select sum(activities)::float8 as n, sum(octet_length(data))::float8 as blocks, sum(octet_length(totals))::float8 as totals,
       (select sum(pg_total_relation_size(inhrelid)) from pg_inherits
        where inhparent = 'analytics.user_activity_logs'::regclass)::float8 as log
     from analytics.chronicle_blocks`,
  );
  const { n, ...all } = rows[0]!;
  return Object.entries(all).map(([what, bytes]) => ({
    id: 'years',
    what: `bytes an activity, ${what}`,
    ours: `${round(bytes / 1e6, 0)} MB`,
    yardstick: '-',
    value: round(bytes / n),
    unit: ' bytes',
    goal: '-',
    reached: true,
  }));
}

async function beside(year: Lab, long: Lab, rounds: number): Promise<Result[]> {
  const sites = { year: await serve(year), long: await serve(long) };
  const results: Result[] = [];
  try {
    for (const { what, path } of [
      ...questions.map(({ name, path }) => ({ what: name, path })),
      ...EXPLORED,
    ]) {
      const { a, b } = await alternate(
        rounds + WARMING,
        () => sites.long.ask(path),
        () => sites.year.ask(path),
      );
      const [ours, one] = [median(a.slice(WARMING)), median(b.slice(WARMING))];
      console.error(
        `  ${what}: ${round(ours, 1)} ms, a year ${round(one, 1)} ms, first ${round(a[0]!, 0)}, ${round(b[0]!, 0)}`,
      );
      results.push({
        id: 'years',
        what: `${what}, ${YEARS} years`,
        ours: `${round(ours, 1)} ms, first ${round(a[0]!, 0)}`,
        yardstick: `the year alone: ${round(one, 1)} ms, first ${round(b[0]!, 0)}`,
        value: round(ours / one),
        unit: ' x',
        goal: '<= 1.3 x',
        reached: ours <= 1.3 * one,
      });
    }
  } finally {
    await sites.year.close();
    await sites.long.close();
  }
  return results;
}

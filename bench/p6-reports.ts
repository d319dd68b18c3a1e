import type { Bed, Lab } from './lib/bed.ts';
import { openDuck } from './lib/duck.ts';
import { historyOf } from './lib/history.ts';
import { type Question, questions } from './lib/questions.ts';
import { median, type Result, round, timed, WARMING } from './lib/result.ts';
import { serve } from './lib/site.ts';

const DAY = 86_400_000;
/** Of full hours, of full hours with another date, and of quarters of an hour. */
const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu'] as const;
type Zone = (typeof ZONES)[number];
/** Reports with the cache bypassed, whole HTTP answers, against DuckDB and PostgreSQL on the raw log. */
export async function p6(bed: Bed): Promise<Result[]> {
  const { events, users, quick } = bed.size;
  const lab = await historyOf(bed, events, users);
  const duck = await openDuck(lab, `year_${events}_${users}`);
  try {
    const warm = await warmly(lab, quick ? 5 : 15, (sql) => duck.ask(sql));
    const cold = await coldly(lab, quick ? 1 : 3);
    return questions.flatMap((q) => resultsOf(q, warm.get(q)!, cold.get(q)!, events));
  } finally {
    duck.close();
    await lab.close();
  }
}

interface Taken {
  readonly ours: Record<Zone, number[]>;
  readonly duck: number[];
  readonly raw: number[];
}
const nothing = (): Taken['ours'] => ({ UTC: [], 'America/New_York': [], 'Asia/Kathmandu': [] });

/** By a process that has answered the same before. */
async function warmly(lab: Lab, asks: number, duck: (sql: string) => Promise<number>) {
  const taken = new Map<Question, Taken>();
  const site = await serve(lab);
  try {
    for (const q of questions) {
      const own: Taken = { ours: nothing(), duck: [], raw: [] };
      taken.set(q, own);
      for (let i = 0; i < asks + WARMING; i++) {
        const times = [];
        for (const zone of ZONES) times.push(await site.ask(pathIn(q, zone)));
        const ducks = await duck(fill(q.sql, 'log', 'theme', 'timestamp'));
        if (i < WARMING) continue;
        for (const [z, zone] of ZONES.entries()) own.ours[zone].push(times[z]!);
        own.duck.push(ducks);
        if (own.raw.length < 2)
          own.raw.push(
            await timed(() =>
              lab.db.pool.query(
                fill(q.sql, 'analytics.user_activity_logs', `details->>'theme'`, 'timestamptz'),
              ),
            ),
          );
      }
    }
  } finally {
    await site.close();
  }
  return taken;
}

/** The first answer of an installation that was just opened: nothing of the store is in its memory yet. */
async function coldly(lab: Lab, rounds: number) {
  const taken = new Map<Question, Record<Zone, number[]>>();
  for (const q of questions) {
    const own = nothing();
    taken.set(q, own);
    for (let i = 0; i < rounds; i++)
      for (const zone of ZONES) {
        const site = await serve(lab);
        own[zone].push(await site.ask(pathIn(q, zone)));
        await site.close();
      }
  }
  return taken;
}

const pathIn = ({ path }: Question, zone: Zone) => `${path}${path.includes('?') ? '&' : '?'}timezone=${zone}`;

function resultsOf(q: Question, { ours, duck, raw }: Taken, cold: Taken['ours'], events: number): Result[] {
  const ms = (zone: Zone) => round(median(ours[zone]), 1);
  const home = median(ours.UTC);
  const others = Math.max(...ZONES.map((zone) => median(ours[zone]))) / home;
  const share = round(home / median(duck));
  return [
    {
      id: 'P6',
      what: `${q.name}, ${events.toLocaleString('en')} activities`,
      ours: `${ms('UTC')} ms, cold ${round(median(cold.UTC), 0)}`,
      yardstick: `DuckDB ${round(median(duck), 1)} ms, raw PostgreSQL ${round(median(raw), 0)} ms`,
      value: share,
      unit: ' x DuckDB',
      goal: `<= ${q.goal} ms, <= ${q.share} x DuckDB`,
      reached: home <= q.goal && share <= q.share,
    },
    {
      id: 'P6',
      what: `the same in New York, Kathmandu`,
      ours: ZONES.slice(1)
        .map((zone) => `${ms(zone)} ms, cold ${round(median(cold[zone]), 0)}`)
        .join('; '),
      yardstick: `UTC ${ms('UTC')} ms`,
      value: round(others),
      unit: ' x UTC',
      goal: '<= 1.3 x',
      reached: others <= 1.3,
    },
  ];
}

/** Whole days back from today, as our periods count them. */
function fill(sql: string, log: string, theme: string, type: string): string {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const at = (days: number) =>
    `cast('${new Date(today - (days - 1) * DAY).toISOString().slice(0, 19)}' as ${type})`;
  return sql
    .replaceAll('{log}', log)
    .replaceAll('{theme}', theme)
    .replaceAll('{from30}', at(30))
    .replaceAll('{from60}', at(60))
    .replaceAll('{from90}', at(90));
}

import { snapshot } from '../../../src/db/connect.ts';
import { random } from '../../support/factories.ts';
import { ACTORS, castOf } from './actors.ts';
import { differencesIn } from './differences.ts';
import { newHistory, prepare } from './history.ts';
import { Scheduler } from './scheduler.ts';
import type { World } from './world.ts';

export interface Interleaving {
  readonly seed: number;
  readonly cast: readonly string[];
  /** Queries in the order in which they were sent. */
  readonly schedule: readonly string[];
  /** What is wrong; empty where all is right. */
  readonly wrong: readonly string[];
}

let runs = 0;

/** One history with some actors side by side, in an order that the seed decides. */
export async function interleave(world: World, seed: number): Promise<Interleaving> {
  await world.clear();
  const r = random(seed);
  // Users of their own, so that no process takes them for those of an earlier run.
  const h = newHistory(world, r, `u${++runs}`);
  await prepare(h);
  const cast = castOf(h);
  for (const name of cast) await world.warmUp(world.seat(name));
  const scheduler = new Scheduler(r.fork('schedule'), world.monitor);
  const wrong: string[] = [];
  const actors = new Map(
    cast.map((name) => {
      const seat = world.seat(name);
      seat.scheduler = scheduler;
      // Each its own numbers: what one does is not decided by who comes first.
      const act = () => ACTORS[name]!.act({ ...h, random: r.fork(name) }, seat);
      return [name, act] as const;
    }),
  );
  try {
    await scheduler.run(actors);
  } catch (error) {
    wrong.push(String(error));
  }
  for (const name of cast) world.seat(name).scheduler = null;
  if (scheduler.deadlocks > 0) wrong.push(`${scheduler.deadlocks} deadlocks`);
  const after = world.seat('after');
  await world.ingest(after).foldPending();
  await snapshot(after.db, async (client) => {
    wrong.push(...(await differencesIn(after.db, client, h.counted)));
  });
  return { seed, cast, schedule: scheduler.schedule, wrong };
}

export const describeFault = ({ seed, cast, schedule, wrong }: Interleaving): string =>
  [
    `seed ${seed}: ${cast.join(', ')}`,
    ...wrong.map((each) => `  ${each}`),
    ...schedule.map((each) => `    ${each}`),
  ].join('\n');

import { deepStrictEqual } from 'node:assert/strict';
import type { Bed, Lab } from '../lib/bed.ts';
import { type Result, round, timed } from '../lib/result.ts';
import { serve } from '../lib/site.ts';
import { random } from '../lib/workload.ts';
import { SLIPPING } from './segment.ts';

const GOAL = 2;
const SLUG = 'bench-slipping';

/** A host asks of one user after another whether they are in a segment; the first of all waits until it is worked out. */
export async function isIn({ size }: Bed, lab: Lab): Promise<Result> {
  const site = await serve(lab);
  const took: number[] = [];
  let first = 0;
  try {
    await site.withSegment(SLUG, SLIPPING, async () => {
      const rnd = random(3);
      const users = Array.from({ length: size.quick ? 2_000 : 20_000 }, () => userOf(rnd() * size.users));
      first = await timed(() => site.segments.isIn(users[0]!, SLUG));
      for (const user of users) took.push(await timed(() => site.segments.isIn(user, SLUG)));
      // Told one by one it is the same as all of them.
      const [some, own] = [new Set(users.slice(0, 500)), new Set<string>()];
      for await (const user of site.segments.members(SLUG)) if (some.has(user)) own.add(user);
      for (const user of some) deepStrictEqual(await site.segments.isIn(user, SLUG), own.has(user));
    });
  } finally {
    await site.close();
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.floor(took.length * share)]!;
  return {
    id: 'P14',
    what: `segments.isIn of any user, ${took.length.toLocaleString('en')} calls`,
    ours: `p99 ${round(at(0.99))} ms, p50 ${round(at(0.5), 3)}, longest ${round(took.at(-1)!, 1)}, cold ${round(first, 0)}`,
    yardstick: '-',
    value: round(at(0.99)),
    unit: ' ms',
    goal: `<= ${GOAL} ms`,
    reached: at(0.99) <= GOAL,
  };
}

const userOf = (n: number) => `user-${Math.floor(n).toString().padStart(7, '0')}`;

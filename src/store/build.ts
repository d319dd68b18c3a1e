import type { CatalogueInput } from '../catalogue/index.ts';
import { type Database, transaction } from '../db/connect.ts';
import { atLeisure } from '../db/silence.ts';
import { buildGroup } from './build-group.ts';
import { loadKinds } from './kinds.ts';
import { lockChronicle } from './lock.ts';
import { MOST, type Plan } from './plan.ts';
import { planAll } from './plan-all.ts';
import { registerExtra } from './register.ts';
import { missingIn, shapeOf } from './shape.ts';
import { storeOf } from './store.ts';

export interface BuildOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** Builds what changed since the last look too: an import has ended, say. Default: only what was left alone. */
  force?: boolean;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Builds blocks of what the log holds and no block covers, up to the last full hour. A stretch is built once two
 * looks found the same in it, so that history which is just coming in isn't built again and again. Safe to run at
 * any time, and from several processes.
 *
 * @returns activities in the blocks that were built
 * @example await buildBlocks(db, catalogue, { now: Date.now() });
 */
export async function buildBlocks(
  db: Database,
  catalogue: CatalogueInput,
  o: BuildOptions,
): Promise<{ blocks: number; activities: number }> {
  await dropUseless(db, catalogue);
  const plans = await atLeisure(db, (client) => planAll(db, client, o.now));
  const ready = o.force ? plans : quiet(db, plans);
  const total = ready.reduce((sum, { n }) => sum + n, 0);
  const built = { blocks: 0, activities: 0 };
  if (total > 0) o.onProgress?.(0, total);
  // The latest first: it is asked about most.
  for (const group of grouped(ready).reverse()) {
    if (o.signal?.aborted) break;
    const made = await build(db, catalogue, group);
    if (made === null) continue;
    built.blocks += made.blocks;
    built.activities += made.activities;
    o.onProgress?.(built.activities, Math.max(total, built.activities));
  }
  return built;
}

/** Looks at what each process found last; what hasn't changed since is left alone for long enough. */
const lastFound = new WeakMap<Database, ReadonlyMap<string, number>>();

function quiet(db: Database, plans: readonly Plan[]): Plan[] {
  const keyOf = ({ start, end }: Plan) => `${start} ${end}`;
  const before = lastFound.get(db);
  lastFound.set(db, new Map(plans.map((plan) => [keyOf(plan), plan.n])));
  return plans.filter((plan) => plan.merges || before?.get(keyOf(plan)) === plan.n);
}

/** Blocks that tell less than the catalogue asks for, or whose bytes were found damaged. */
async function dropUseless(db: Database, catalogue: CatalogueInput): Promise<void> {
  const { kinds, damaged } = storeOf(db);
  await loadKinds(db, db.pool, kinds);
  const { rows } = await db.pool.query<{ shape: string }>(
    `select distinct shape from ${db.s}.chronicle_blocks where shape <> $1`,
    [shapeOf(catalogue)],
  );
  const old = rows.map(({ shape }) => shape).filter((shape) => missingIn(shape, catalogue, kinds).length > 0);
  const broken = [...damaged];
  if (old.length + broken.length === 0) return;
  await transaction(db, async (client) => {
    await lockChronicle(db, client);
    await client.query(
      `delete from ${db.s}.chronicle_blocks where shape = any($1::text[]) or id = any($2::bigint[])`,
      [old, broken],
    );
  });
  for (const id of broken) damaged.delete(id);
}

/** How often kinds are registered that a log holds without having been counted here. */
const TURNS = 5;

/** Plans in their order, as few groups as fit: one commit for many small blocks. */
function grouped(plans: readonly Plan[]): Plan[][] {
  const groups: Plan[][] = [];
  let n = 0;
  for (const plan of plans) {
    if (groups.length === 0 || n + plan.n > MOST) {
      groups.push([]);
      n = 0;
    }
    groups.at(-1)!.push(plan);
    n += plan.n;
  }
  return groups;
}

/** Null where somebody else is at work for too long. */
async function build(db: Database, catalogue: CatalogueInput, group: readonly Plan[]) {
  for (let turn = 0; turn < TURNS; turn++) {
    const result = await buildGroup(db, catalogue, group);
    if (result === null || 'blocks' in result) return result;
    await registerExtra(db, catalogue, result);
  }
  throw new Error("the log holds kinds of activity that can't be registered");
}

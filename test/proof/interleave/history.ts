import type { ActivityInput } from '../../../src/contract/index.ts';
import { identifyUsers } from '../../../src/ingest/identify.ts';
import type { Ingest } from '../../../src/ingest/index.ts';
import { eraseUser } from '../../../src/jobs/erase/index.ts';
import { retain } from '../../../src/jobs/retention.ts';
import { buildBlocks } from '../../../src/store/build.ts';
import type { Random } from '../../support/factories.ts';
import type { Seat } from './seat.ts';
import { catalogue, HOURLY, INSTANTS, NOW, POLICY, type World } from './world.ts';

/** What was promised to have been counted, and of whom. */
export interface Counted {
  readonly userId: string;
  /** As `tell` names kinds. */
  readonly kind: string;
  readonly n: number;
}

/** One run's users, and what has been acknowledged so far. */
export interface History {
  readonly world: World;
  readonly random: Random;
  /** Two who stay, one who may be erased. */
  readonly users: { readonly staying: readonly string[]; readonly leaving: string };
  readonly counted: Counted[];
}

export function newHistory(world: World, random: Random, run: string): History {
  return {
    world,
    random,
    users: { staying: [`${run}-a`, `${run}-b`], leaving: `${run}-c` },
    counted: [],
  };
}

/** @param staying nobody who may be erased: what a host's transaction wrote of them may or may not have been counted */
export function someActivities({ random: r, users }: History, n: number, staying = false): ActivityInput[] {
  return Array.from({ length: n }, () => {
    const at = r.pick([...INSTANTS.old, ...INSTANTS.today, ...INSTANTS.today, ...INSTANTS.live]);
    const sold = r.chance(0.6);
    return {
      userId: r.pick(staying ? users.staying : [...users.staying, users.leaving]),
      action: sold ? 'sold' : 'viewed',
      createdAt: at,
      eventId: r.uuid(at + r.int(0, 50_000)),
      ...(sold && r.chance(0.7) ? { details: { colour: r.pick(['red', 'blue']) } } : {}),
    };
  });
}

const kindOf = ({ action, details }: ActivityInput): string => {
  const colour = (details as { colour?: string } | undefined)?.colour;
  return colour ? `${action} colour=${colour === 'red' ? 'red' : colour}` : action;
};

const count = (h: History, { userId, ...input }: ActivityInput): void => {
  h.counted.push({ userId: String(userId), kind: kindOf({ userId, ...input }), n: 1 });
};

export async function writeSome(h: History, ingest: Ingest, inputs: ActivityInput[]): Promise<void> {
  const outcomes = await ingest.writeHistory(inputs, 'proof');
  for (const [i, { outcome }] of outcomes.entries()) if (outcome === 'committed') count(h, inputs[i]!);
}

export async function inTransaction(h: History, seat: Seat, inputs: ActivityInput[]): Promise<void> {
  const ingest = h.world.ingest(seat);
  const client = await seat.db.pool.connect();
  try {
    await client.query('begin');
    const committed: ActivityInput[] = [];
    for (const input of inputs) {
      const { outcome } = await ingest.track(input, { tx: client });
      if (outcome.outcome === 'pending') committed.push(input);
    }
    const commits = h.random.chance(0.8);
    await client.query(commits ? 'commit' : 'rollback');
    if (commits) for (const input of committed) count(h, input);
  } finally {
    client.release();
  }
}

export async function signalSome(h: History, seat: Seat): Promise<void> {
  const { signals } = h.world.ingest(seat);
  const userId = h.random.pick(h.users.staying);
  const n = h.random.int(1, 3);
  for (let i = 0; i < n; i++) signals.apiCall(userId);
  await signals.flush();
  h.counted.push({ userId, kind: 'api_call', n });
}

export const build = (seat: Seat, now: number) => buildBlocks(seat.db, catalogue, { now, force: true });

export async function erase({ world, users }: History, { db }: Seat): Promise<void> {
  await eraseUser(db, users.leaving, { catalogue, tombstones: world.tombstones, now: NOW });
}

export async function mark({ world, users, random }: History, { db }: Seat): Promise<void> {
  const user = { userId: random.pick(users.staying), internal: random.chance(0.7) };
  await identifyUsers(db, [user], world.tombstones);
}

export async function retainSome({ db }: Seat): Promise<void> {
  await retain(db, { catalogue, policy: POLICY, now: NOW });
}

/** What was there before: rows, some of them pending, blocks of them, and at times something kept. */
export async function prepare(h: History): Promise<void> {
  const { random: r, world } = h;
  const seat = world.seat('before');
  await writeSome(h, world.ingest(seat), someActivities(h, r.int(2, 6)));
  if (r.chance(0.3)) await signalSome(h, seat);
  if (r.chance(0.25)) await mark(h, seat);
  if (r.chance(0.25)) await retainSome(seat);
  if (r.chance(0.1)) await erase(h, seat);
  for (const now of HOURLY) if (r.chance(0.6)) await build(seat, now);
  if (r.chance(0.5)) await inTransaction(h, seat, someActivities(h, r.int(1, 3), true));
}

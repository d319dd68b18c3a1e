import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeys } from '../../../src/auth/keys.ts';
import { defaultCatalogue } from '../../../src/catalogue/index.ts';
import { connect } from '../../../src/db/connect.ts';
import { type Random, random } from '../../../src/sample/random.ts';
import { everything } from '../../support/everything.ts';
import { temporaryFolder } from '../../support/server.ts';
import type { ClusterNode } from '../citus/node.ts';
import { recounted, stored } from '../stored.ts';
import { clusterDatabase, ownDatabase } from './database.ts';
import { send, type Traffic } from './sender.ts';
import { compile, createTarget, type Mutant, type Target } from './target.ts';

export interface KillOptions {
  kills: number;
  /** Sent at least; more where the kills take longer. */
  activities?: number;
  senders?: number;
  seed?: number;
  mutant?: Mutant;
  /** A database on a cluster, of which a node is killed each time; default: PostgreSQL of the server's own. */
  cluster?: { readonly url: string; readonly nodes: readonly ClusterNode[] };
  /** Freezes PostgreSQL before each kill until activity is spooled. */
  outage?: boolean;
  /** Enough kills as soon as something acknowledged is lost or doubled. */
  untilCaught?: boolean;
  /** Told after each kill. */
  onKill?: (done: number) => void;
}

export interface KillResult {
  kills: number;
  /** Kills that landed while at least one request was sent and not answered. */
  inFlight: number;
  acknowledged: number;
  /** Of those, answered `spooled`, and how many of them are in the log. */
  spooled: number;
  drained: number;
  retries: number;
  /** Acknowledged, and not in the log. */
  lost: number;
  /** Rows of the log beyond one for each activity. */
  doubled: number;
  /** Values that differ from a recount. */
  drift: number;
  /** Counted by what the chronicle tells, less what was acknowledged: an independent figure for both. */
  counted: number;
  surprises: string[];
}

/**
 * Kills server and PostgreSQL together, again and again, at random instants while senders go on sending and
 * retrying; then holds what was acknowledged against what is stored.
 */
export async function runKills(o: KillOptions): Promise<KillResult> {
  compile();
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  const r = random(o.seed ?? 1);
  const database = o.cluster
    ? clusterDatabase(o.cluster.url, o.cluster.nodes, r.fork('nodes'))
    : ownDatabase(dataDir);
  const target = createTarget(dataDir, database, o.mutant);
  try {
    await target.start();
    return await underFire(target, r, o);
  } finally {
    await target.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function underFire(target: Target, r: Random, o: KillOptions): Promise<KillResult> {
  const key = await makeKey(target.databaseUrl());
  const traffic: Traffic = {
    inFlight: 0,
    retries: 0,
    acknowledged: new Set(),
    spooled: new Set(),
    surprises: [],
  };
  const least = o.activities ?? 0;
  let sent = 0;
  let killing = true;
  const next = () => (killing || sent < least ? sent++ : null);
  const senders = Array.from({ length: o.senders ?? 8 }, (_, i) =>
    send({ r: r.fork(`sender ${i}`), address: target.address, key, next }, traffic),
  );
  let kills = 0;
  let inFlight = 0;
  for (let caught = false; kills < o.kills && !caught; kills++) {
    const before = traffic.acknowledged.size;
    // A kill before anything came through would prove nothing.
    while (traffic.acknowledged.size === before) await sleep(2);
    if (o.outage) await spooling(target, traffic);
    await sleep(r() * 350);
    if (traffic.inFlight > 0) inFlight++;
    // Now and then one of the two lives a few milliseconds longer: a commit without an answer, and its opposite.
    await target.kill(r.pick(['both', 'server', 'database']), r.int(0, 30));
    const acknowledged = new Set(traffic.acknowledged);
    o.onKill?.(kills + 1);
    await target.start();
    if (o.untilCaught) {
      const { lost, doubled } = await storedAt(target.databaseUrl(), acknowledged);
      caught = lost + doubled > 0;
    }
  }
  killing = false;
  await Promise.all(senders);
  await expectDrained(target);
  // A mutant's answer may have run ahead of its write.
  if (o.mutant) await sleep(500);
  const { acknowledged, spooled, retries, surprises } = traffic;
  return {
    kills,
    inFlight,
    retries,
    acknowledged: acknowledged.size,
    spooled: spooled.size,
    drained: spooled.size - (await storedAt(target.databaseUrl(), spooled)).lost,
    surprises,
    ...(await judge(target.databaseUrl(), acknowledged)),
  };
}

/** The database is away until some activity was answered `spooled`. */
async function spooling(target: Target, { spooled }: Traffic): Promise<void> {
  const before = spooled.size;
  target.freeze();
  while (spooled.size === before) await sleep(5);
}

/** What was spooled comes in within a minute. */
async function expectDrained(target: Target): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (target.spooledSegments() > 0) {
    if (performance.now() > deadline) throw new Error('the spool was not drained within a minute');
    await sleep(20);
  }
}

async function makeKey(url: string): Promise<string> {
  const db = connect({ url, poolSize: 1 });
  try {
    return (await createKeys(db, Date.now).create('kill test', ['track'])).key;
  } finally {
    await db.close();
  }
}

/** Of what was acknowledged, by a connection of its own: the server may be gone. */
async function storedAt(url: string, acknowledged: ReadonlySet<number>) {
  const db = connect({ url, poolSize: 1 });
  try {
    return await stored(db, acknowledged);
  } finally {
    await db.close();
  }
}

async function judge(url: string, acknowledged: ReadonlySet<number>) {
  const db = connect({ url, poolSize: 2 });
  try {
    const counted = (await everything(db, defaultCatalogue)).reduce((sum, { n }) => sum + n, 0);
    return { ...(await recounted(db, acknowledged)), counted: counted - acknowledged.size };
  } finally {
    await db.close();
  }
}

/** One line, as the README publishes it. */
export function describeResult(name: string, x: KillResult): string {
  const away = x.spooled > 0 ? ` (${x.spooled} of them spooled, ${x.drained} of those drained)` : '';
  return (
    `${name}: ${x.kills} kills of server and database, ${x.inFlight} with requests in flight; ` +
    `${x.acknowledged} acknowledged${away} after ${x.retries} retries; lost ${x.lost}, doubled ${x.doubled}, drift ${x.drift}`
  );
}

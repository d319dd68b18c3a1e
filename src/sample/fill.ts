import { type CatalogueInput, defaultCatalogue } from '../catalogue/index.ts';
import type { ActivityInput } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { bumpCacheEpoch } from '../db/meta.ts';
import { DAY } from '../db/milliseconds.ts';
import type { Ingest } from '../ingest/index.ts';
import { createSignals, type Signals } from '../ingest/signals.ts';
import { addMoney } from './facts.ts';
import { writeNotes } from './notes.ts';
import { makePeople } from './people.ts';
import { type Random, random } from './random.ts';
import { assertEmpty, writeSampleState } from './state.ts';
import { followedBy, withStory } from './story.ts';
import { newWorld, type Visit, visitsOn, type World } from './visit.ts';
import { writeFacts, writePeople } from './write-facts.ts';

const BATCH = 2_000;
const LANES = 2;

export interface SampleOptions {
  /** A migrated, empty database. */
  db: Database;
  ingest: Pick<Ingest, 'writeHistory'>;
  /** Must know the default catalogue's actions. Default: the default catalogue. */
  catalogue?: CatalogueInput;
  /** The same seed and date give the same platform, ids included. Default 1. */
  seed?: number;
  /** Milliseconds since 1970: its date (UTC) is the last day, of which later activity is left out. */
  now: number;
  /** Default 2,000. */
  users?: number;
  /** Default 180. */
  days?: number;
  onProgress?: (progress: { day: number; days: number; activities: number }) => void;
  /** Stops between two days; the database is then no complete sample. */
  signal?: AbortSignal;
}

export interface SampleResult {
  users: number;
  activities: number;
  creditTransactions: number;
  referrals: number;
  communityShares: number;
  communityLikes: number;
}

/**
 * Fills an empty database with a platform that never was: growth, weekly and daily rhythm, few who do much
 * and many who do little, every action, and a story (story.ts). Activity goes through ingest like any other.
 *
 * @throws Error where the database holds rows already, or the signal aborts
 * @example
 * await fillSample({ db, ingest, now: Date.now() });
 */
export async function fillSample(o: SampleOptions): Promise<SampleResult> {
  const { db, catalogue = defaultCatalogue, seed = 1, users = 2_000, days = 180 } = o;
  await assertEmpty(db);
  const today = Math.floor(o.now / DAY) * DAY;
  const start = today - (days - 1) * DAY;
  const state = { seed, date: new Date(today).toISOString().slice(0, 10), users, days };
  await writeSampleState(db, { ...state, complete: false });

  const r = random(seed).fork(state.date);
  const people = withStory(makePeople(r, users, start, days), start, today).filter(
    (person) => person.createdAt <= o.now,
  );
  const world = newWorld(people, users, (deed, moment) => followedBy(deed, moment, today));
  await writePeople(db, people);
  const byIndex = new Map(people.map((person) => [person.index, person]));
  for (const person of people)
    addMoney(world.facts, r.fork(`money ${person.index}`), person, byIndex, start, o.now);

  const write = createBatches(o.ingest);
  let clock = start;
  const signals = createSignals(db, catalogue, () => clock);
  let activities = 0;
  for (let i = 0; i < days; i++) {
    o.signal?.throwIfAborted();
    const visits = visitsOf(r, start + i * DAY, world, o.now);
    const inputs = visits.flatMap((visit) => visit.activities);
    activities += inputs.length;
    await write(inputs.sort((a, b) => Number(a.createdAt) - Number(b.createdAt)));
    for (const visit of visits)
      signal(signals, r.fork(`signals ${visit.userId} ${visit.start}`), visit, (at) => {
        clock = at;
      });
    if (i % 6 === 5 || i === days - 1) await signals.flush();
    o.onProgress?.({ day: i + 1, days, activities });
  }
  await write([], true);
  await writeFacts(db, world.facts);
  await writeNotes(db, start, today);
  await bumpCacheEpoch(db);
  // Plans made while the tables were empty would be slow ones.
  await db.pool.query('analyze');
  await writeSampleState(db, { ...state, complete: true });
  return {
    users: people.length,
    activities,
    creditTransactions: world.facts.creditTransactions.length,
    referrals: world.facts.referrals.length,
    communityShares: world.facts.communityShares.length,
    communityLikes: world.facts.communityLikes.length,
  };
}

/** A day's visits, in order of time, up to now. */
function visitsOf(r: Random, day: number, world: World, now: number): Visit[] {
  return world.people
    .flatMap((person) => visitsOn(r.fork(`${person.index} ${day}`), person, day, world))
    .map((visit) => ({ ...visit, activities: visit.activities.filter((a) => Number(a.createdAt) <= now) }))
    .filter((visit) => visit.activities.length > 0);
}

function signal(signals: Signals, r: Random, visit: Visit, setClock: (at: number) => void): void {
  const last = Number(visit.activities.at(-1)!.createdAt);
  for (let at = visit.start; at <= last; at += 60_000) {
    setClock(at);
    signals.present(visit.userId);
    for (let calls = r.int(0, 3); calls > 0; calls--) signals.apiCall(visit.userId);
  }
}

/** Gathers activities and writes them in full batches, some at once. `last` writes the rest and waits. */
function createBatches(ingest: Pick<Ingest, 'writeHistory'>) {
  let gathered: ActivityInput[] = [];
  const lanes: Promise<void>[] = Array.from({ length: LANES }, () => Promise.resolve());
  let next = 0;

  async function send(batch: ActivityInput[]): Promise<void> {
    const outcomes = await ingest.writeHistory(batch, 'sample');
    const odd = outcomes.find((outcome) => outcome.outcome !== 'committed');
    if (odd) throw new Error(`the sample wasn't taken whole: ${JSON.stringify(odd)}`);
  }

  return async (inputs: ActivityInput[], last = false): Promise<void> => {
    gathered = gathered.concat(inputs);
    while (gathered.length >= BATCH || (last && gathered.length > 0)) {
      const batch = gathered.slice(0, BATCH);
      gathered = gathered.slice(BATCH);
      const lane = next++ % LANES;
      await lanes[lane];
      lanes[lane] = send(batch);
      // A failure is thrown by the next await of this lane, or by the last.
      lanes[lane].catch(() => {});
    }
    if (last) await Promise.all(lanes);
  };
}

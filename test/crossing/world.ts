import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { type Random, random } from '../support/index.ts';

/**
 * Everything that a platform of some fifty people did in three years, as the test sends it. What reports must
 * answer is counted from these very lists, which stay in memory when retention has removed their rows.
 */
export interface World {
  /** The clock at which questions are asked. */
  readonly now: number;
  /** The zone that is configured. */
  readonly zone: string;
  readonly accounts: readonly Account[];
  readonly activities: readonly Activity[];
  /** The same as they are sent: some weeks at a time, each from its last to its first. */
  readonly batches: readonly (readonly Activity[])[];
  readonly signals: readonly Signal[];
  readonly money: readonly Money[];
  readonly referrals: readonly Referral[];
  readonly shares: readonly Share[];
  readonly likes: readonly Like[];
}

export interface Account {
  readonly id: string;
  /** False for one that nobody named: known by what they did. */
  readonly identified: boolean;
  readonly internal: boolean;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly createdAt: number;
  readonly deletedAt: number | null;
}

export type ActionName = keyof (typeof defaultCatalogue)['actions'];

export interface Activity {
  readonly eventId: string;
  readonly userId: string;
  readonly action: ActionName;
  readonly at: number;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly sessionId: string | null;
  readonly visitId: string | null;
}

/** One call, or one minute of presence. */
export interface Signal {
  readonly userId: string;
  readonly signal: 'api_call' | 'presence_minute';
  readonly at: number;
}

export interface Money {
  readonly id: string;
  readonly userId: string;
  readonly kind: 'purchase' | 'subscription' | 'referral_reward';
  readonly amount: number;
  readonly currency: string;
  readonly credits: number;
  readonly at: number;
}

export interface Referral {
  readonly id: string;
  readonly referrerId: string;
  readonly refereeId: string;
  readonly code: string;
  readonly creditReward: number;
  readonly at: number;
}

export interface Share {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: 'session' | 'media';
  readonly at: number;
  readonly removedAt: number | null;
}

export interface Like {
  readonly id: string;
  readonly userId: string;
  readonly shareId: string;
  readonly at: number;
  readonly removedAt: number | null;
}

export const ZONE = 'Europe/Berlin';
/** A Friday, 16:37 in Berlin and 11:37 in New York, which changed its clock twelve days before. */
export const NOW = Date.parse('2026-03-20T15:37:11.123Z');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PEOPLE = 54;
const STAFF = ['user-03', 'user-17', 'user-30'];
/** Nobody names them. */
const STUBS = ['user-08', 'user-21'];
/** They call the API and do nothing else. */
const SILENT = ['user-50', 'user-51', 'user-52'];
/** Facts and accounts are older than the first activity. */
const FOUNDED = NOW - 1_200 * DAY;
const TRACKED = NOW - 900 * DAY;

const THEMES = [
  'JOI',
  'joi',
  'Forced-Bi',
  'forced_bi',
  'Beta',
  'cbt',
  'Odd one',
  'odd_one',
  7,
  null,
  '',
  undefined,
];
const LAYOUTS = ['side-by-side', 'sideBySide', 'top_bottom', 'Diagonal', undefined];
const SUBREDDITS = ['cats', 'dogs', 'owls', 'a b'];

export function makeWorld(seed: number): World {
  const r = random(seed);
  const ids = Array.from({ length: PEOPLE }, (_, i) => `user-${String(i).padStart(2, '0')}`);
  const activities = activitiesOf(
    r,
    ids.filter((id) => !SILENT.includes(id)),
  );
  return {
    now: NOW,
    zone: ZONE,
    accounts: ids.map((id, i) => accountOf(r, id, i, activities)),
    activities,
    batches: batchesOf(activities),
    signals: signalsOf(r, ids),
    ...factsOf(r, ids),
  };
}

function accountOf(r: Random, id: string, i: number, activities: readonly Activity[]): Account {
  const first = Math.min(...activities.filter((a) => a.userId === id).map(({ at }) => at));
  if (STUBS.includes(id))
    return {
      id,
      identified: false,
      internal: false,
      email: null,
      name: null,
      role: null,
      createdAt: first,
      deletedAt: null,
    };
  const createdAt = Math.floor(FOUNDED + r() * (NOW - FOUNDED - 2 * DAY));
  return {
    id,
    identified: true,
    internal: STAFF.includes(id),
    email: i % 7 === 0 ? null : `${id}@example.com`,
    name: i % 5 === 0 ? null : `Person ${i}`,
    role: STAFF.includes(id) ? 'admin' : 'user',
    createdAt,
    deletedAt: i % 9 === 4 ? createdAt + Math.floor(r() * (NOW - createdAt)) : null,
  };
}

/** An instant, more often a late one, every third on the bound of a quarter, an hour or a day. */
function instant(r: Random, from: number): number {
  const back = r() ** 2 * (NOW - from);
  const unit = r.pick([1, 1, 1, 1, 900_000, HOUR, DAY]);
  return Math.floor((NOW - back) / unit) * unit;
}

function activitiesOf(r: Random, ids: readonly string[]): Activity[] {
  const names = Object.keys(defaultCatalogue.actions) as ActionName[];
  const admin = names.filter((name) => defaultCatalogue.actions[name].feature === 'admin');
  const made = Array.from({ length: 3_000 }, (): Activity => {
    const userId = ids[Math.floor(r() ** 2 * ids.length)]!;
    const ofStaff = STAFF.includes(userId) && r.chance(0.5);
    const action = ofStaff ? r.pick(admin) : r.chance(0.25) ? 'smart_caption_generated' : r.pick(names);
    const at = instant(r, TRACKED);
    return {
      eventId: r.uuid(at),
      userId,
      action,
      at,
      details: r.chance(0.05) ? null : detailsOf(r, ids),
      sessionId: r.chance(0.3) ? `s-${r.int(1, 40)}` : null,
      visitId: r.chance(0.3) ? `v-${r.int(1, 40)}` : null,
    };
  }).filter(({ at }) => at >= TRACKED);
  // The first of several spellings is the one that is shown.
  const first = made.reduce((least, each) => (each.at < least.at ? each : least));
  const spelt: Activity = { ...first, action: 'smart_caption_generated', details: { theme: 'Odd one' } };
  return made.map((each) => (each === first ? spelt : each)).sort((a, b) => a.at - b.at);
}

/** What is tracked is of the last 30 days. */
const BATCH = 25 * DAY;

function batchesOf([first, ...rest]: readonly Activity[]): Activity[][] {
  const batches: Activity[][] = [[first!]];
  let end = 0;
  for (const each of rest) {
    if (each.at >= end) batches.push([]);
    if (each.at >= end) end = each.at + BATCH;
    batches.at(-1)!.unshift(each);
  }
  return batches;
}

function detailsOf(r: Random, ids: readonly string[]): Record<string, unknown> {
  const details: Record<string, unknown> = {
    theme: r.pick(THEMES),
    layout: r.pick(LAYOUTS),
    title: r.pick(['Alpha', 'Beta', 'alpha', undefined]),
    mood: r.pick(['calm', 'wild', undefined]),
    mediaType: r.pick(['image', 'video', undefined]),
    captionLength: r.int(1, 3) * 10,
    targetUserId: r.pick(ids),
    subreddits: r.chance(0.2) ? undefined : SUBREDDITS.filter(() => r.chance(0.4)),
  };
  return JSON.parse(JSON.stringify(details));
}

function signalsOf(r: Random, ids: readonly string[]): Signal[] {
  const made = Array.from(
    { length: 500 },
    (): Signal => ({
      userId: r.chance(0.3) ? r.pick(SILENT) : r.pick(ids.filter((id) => !STUBS.includes(id))),
      signal: r.pick(['api_call', 'presence_minute']),
      at: instant(r, TRACKED),
    }),
  );
  // The same minute of presence counts once.
  const minute = ({ userId, signal, at }: Signal, i: number) =>
    signal === 'api_call' ? String(i) : `${userId} ${Math.floor(at / 60_000)}`;
  return [...new Map(made.map((each, i) => [minute(each, i), each])).values()]
    .filter(({ at }) => at >= TRACKED)
    .sort((a, b) => a.at - b.at);
}

function factsOf(r: Random, ids: readonly string[]): Pick<World, 'money' | 'referrals' | 'shares' | 'likes'> {
  const list = <T>(prefix: string, length: number, make: (id: string) => T) =>
    Array.from({ length }, (_, i) => make(`${prefix}${i}`));
  const removed = (at: number) => (r.chance(0.3) ? at + Math.floor(r() * (NOW - at)) : null);
  return {
    money: list('c', 240, (id) => ({
      id,
      userId: r.pick(ids),
      kind: r.pick(['purchase', 'purchase', 'subscription', 'referral_reward']),
      amount: r.int(-300, 5_000),
      currency: r.pick(['USD', 'USD', 'USD', 'EUR', 'CHF']),
      credits: r.int(0, 9),
      at: instant(r, FOUNDED),
    })),
    referrals: list('r', 90, (id) => ({
      id,
      referrerId: r.pick(ids),
      refereeId: r.pick(ids),
      code: r.pick(['ONE', 'TWO', 'THREE']),
      creditReward: r.int(0, 50),
      at: instant(r, FOUNDED),
    })),
    shares: list('s', 90, (id) => {
      const at = instant(r, FOUNDED);
      return { id, ownerId: r.pick(ids), kind: r.pick(['session', 'media']), at, removedAt: removed(at) };
    }),
    likes: list('l', 200, (id) => {
      const at = instant(r, FOUNDED);
      return { id, userId: r.pick(ids), shareId: `s${r.int(0, 93)}`, at, removedAt: removed(at) };
    }),
  };
}

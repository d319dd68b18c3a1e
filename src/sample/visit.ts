import type { ActivityInput } from '../contract/index.ts';
import { DAY } from '../db/milliseconds.ts';
import * as actions from './actions.ts';
import { type Belongings, nothing } from './belongings.ts';
import type { Facts } from './facts.ts';
import type { SamplePerson } from './people.ts';
import type { Random } from './random.ts';

/** Sunday first. */
const WEEK = [1.18, 0.9, 0.87, 0.9, 0.96, 1.1, 1.26];
/** By hour of the person's own day: quiet nights, a hump at noon, a peak in the evening. */
const HOURS = [5, 3, 2, 1, 1, 1, 2, 4, 6, 7, 7, 8, 10, 9, 8, 8, 9, 11, 13, 16, 18, 17, 13, 9];
const FEATURES = [
  actions.sessionAction,
  actions.captionAction,
  actions.studioAction,
  actions.galleryAction,
  actions.communityAction,
];

export interface World {
  readonly people: readonly SamplePerson[];
  readonly belongings: readonly Belongings[];
  readonly facts: Facts;
  /** What somebody does because of what they just did. Default: nothing. */
  readonly followedBy?: (deed: actions.Deed, moment: actions.Moment) => actions.Deed[];
}

/** A platform on which nothing has been done yet; `users` is how many people it can have. */
export const newWorld = (
  people: readonly SamplePerson[],
  users: number,
  followedBy?: World['followedBy'],
): World => ({
  people,
  belongings: Array.from({ length: users }, nothing),
  facts: { creditTransactions: [], referrals: [], communityShares: [], communityLikes: [] },
  ...(followedBy && { followedBy }),
});

/** When a visit was, and what was done in it. */
export interface Visit {
  readonly userId: string;
  readonly start: number;
  readonly end: number;
  readonly activities: ActivityInput[];
}

/**
 * The visits of a person on one day.
 *
 * @param day its first instant, in milliseconds since 1970
 */
export function visitsOn(r: Random, person: SamplePerson, day: number, world: World): Visit[] {
  if (day + DAY <= person.createdAt || day > person.leavesAt) return [];
  const age = Math.max(0, day - person.createdAt) / DAY;
  // Curious at first, then settled.
  const eagerness = 1 + 2.2 * Math.exp(-age / 9);
  const weekday = WEEK[new Date(day).getUTCDay()]!;
  const expected = (person.appetite / 7) * weekday * eagerness;
  const isFirstDay = person.createdAt >= day;
  const count = Math.max(isFirstDay ? 1 : 0, Math.floor(expected + r()));
  return Array.from({ length: count }, (_, i) => {
    const hour = (r.weighted(HOURS) - person.shift + 24) % 24;
    const at = day + hour * 3_600_000 + r.int(0, 3_599_999);
    return visit(r, person, isFirstDay && i === 0 ? person.createdAt + r.int(1, 120) * 1000 : at, world);
  }).filter((v) => v.start >= person.createdAt);
}

function visit(r: Random, person: SamplePerson, start: number, world: World): Visit {
  const steps = person.onlyLooks ? 0 : 1 + Math.min(60, Math.floor(r.skewed(person.staff ? 4 : 4.6)));
  const visitId = r.uuid(start);
  const owned = world.belongings[person.index]!;
  const activities: ActivityInput[] = [];
  let at = start;
  const now = (): actions.Moment => ({ r, at, person, people: world.people, owned, facts: world.facts });
  const done = (deed: actions.Deed) => {
    activities.push({
      ...deed,
      userId: person.id,
      eventId: r.uuid(at),
      createdAt: at,
      visitId,
      userAgent: person.userAgent,
      ipAddress: person.ipAddress,
    });
    at += r.int(4_000, 9_000) + Math.floor(r.skewed(40_000));
  };
  const add = (make: (m: actions.Moment) => ReturnType<typeof actions.login>) => {
    const deed = make(now());
    done(deed);
    for (const next of world.followedBy?.(deed, now()) ?? []) done(next);
  };
  if (r.chance(0.6)) add(actions.login);
  add(actions.pageView);
  for (let i = 0; i < steps; i++) {
    if (r.chance(0.12)) add(actions.pageView);
    add(person.staff && r.chance(0.75) ? actions.staffAction : FEATURES[r.weighted(person.tastes)]!);
  }
  return { userId: person.id, start, end: at, activities };
}

import type { Params, Question, View } from '../questions.ts';
import {
  accountsOf,
  activitiesIn,
  activitiesOfPeople,
  type Facts,
  isOutside,
  signalsIn,
} from './matching.ts';
import { dayStart, type Span } from './range.ts';
import { logStart } from './retention.ts';

const EVER: Span = { start: -8e15, end: 8e15 };
interface Dated {
  readonly at: number;
  /** The log tells of it, or what is kept of the log. */
  readonly logged?: true;
}
type Times = readonly Dated[];
const logged = (list: Times): Times => list.map(({ at }) => ({ at, logged: true }));

/**
 * The earliest thing that a report counts, on whose day `period=all` begins. Whose it is matters, not what was
 * done: filters by feature, action or detail move no beginning.
 */
export function earliestOf(f: Facts, { view, params, retained }: Question): number {
  const { now, zone } = f.world;
  const whole = retained ? logStart(f) : Number.NEGATIVE_INFINITY;
  // Removed log is kept by day.
  const told = ({ at, logged }: Dated) => (logged && at < whole ? dayStart(at, zone) : at);
  const found = COUNTED[view](f, params);
  return found.length === 0 ? now : Math.min(...found.map(told));
}

/** Of the same people, whatever they did. */
const anything = ({ excludeInternal, userId, search }: Params): Params => ({
  ...(excludeInternal !== undefined && { excludeInternal }),
  ...(userId !== undefined && { userId }),
  ...(search !== undefined && { search }),
});
const activity = (f: Facts, q: Params): Times => logged(activitiesIn(f, anything(q), EVER));
const signals = (f: Facts, q: Params): Times => logged(signalsIn(f, q, EVER));
const joined = (f: Facts, q: Params): Times => accountsOf(f, q).map(({ createdAt }) => ({ at: createdAt }));
const money = (f: Facts, q: Params) => f.world.money.filter(({ userId }) => isOutside(f, q, userId));
const referrals = (f: Facts, q: Params) =>
  f.world.referrals.filter(({ refereeId, referrerId }) => isOutside(f, q, refereeId, referrerId));

function ofReferees(f: Facts, q: Params): Times {
  const made = referrals(f, q);
  const referees = new Set(made.map(({ refereeId }) => refereeId));
  return [
    ...made,
    ...logged(activitiesOfPeople(f, anything(q), EVER).filter(({ userId }) => referees.has(userId))),
  ];
}

function community(f: Facts, q: Params): Times {
  const { shares, likes, now } = f.world;
  const owner = (id: string) => shares.find((share) => share.id === id)?.ownerId ?? '';
  const stands = ({ removedAt }: { removedAt: number | null }) => removedAt === null || removedAt > now;
  return [
    ...shares.filter((x) => stands(x) && isOutside(f, q, x.ownerId)),
    ...likes.filter((x) => stands(x) && isOutside(f, q, x.userId, owner(x.shareId))),
  ];
}

const usage = (f: Facts, q: Params): Times => [
  ...activity(f, q),
  ...signals(f, q),
  ...(q.joined ? joined(f, q) : []),
];

const COUNTED: Readonly<Record<View, (f: Facts, q: Params) => Times>> = {
  analytics: (f, q) => [
    ...activity(f, q),
    ...joined(f, q),
    ...money(f, q).filter(({ kind }) => kind !== 'referral_reward'),
  ],
  usage,
  pages: usage,
  groups: usage,
  groupsFile: usage,
  usersFile: usage,
  summary: usage,
  user: (f, q) => {
    const own: Params = { userId: q.userId ?? '', excludeInternal: 'false' };
    return [...activity(f, own), ...signals(f, own)];
  },
  activities: activity,
  activitiesFile: activity,
  today: activity,
  referralStats: ofReferees,
  recentReferrals: ofReferees,
  communityStats: community,
  communityShares: community,
  communityLikes: community,
  creditTransactions: money,
};

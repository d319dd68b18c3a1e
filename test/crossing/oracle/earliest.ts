import type { Params, Question } from '../questions.ts';
import { accountsOf, activitiesIn, type Facts, isOutside, signalsIn } from './matching.ts';

const EVER = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

type Times = readonly { readonly at: number }[];
const first = (...lists: Times[]): number => Math.min(...lists.flat().map(({ at }) => at));

/** The earliest thing that a report counts: whose it is matters, not what was done. `period=all` begins on that day. */
export function earliestOf(f: Facts, { view, params }: Question): number {
  const { userId, search, excludeInternal } = params;
  // Whoever asks for one user asks for all of them.
  const q: Params = view === 'user' ? { userId, excludeInternal: 'false' } : params;
  const whose: Params = view === 'user' ? q : { userId, search, excludeInternal };
  const { money, referrals, shares, likes } = f.world;
  const activities = activitiesIn(f, whose, EVER);
  const accounts = () => accountsOf(f, q).map(({ createdAt }) => ({ at: createdAt }));
  const paid = money.filter((each) => isOutside(f, q, each.userId));
  const stands = ({ removedAt }: { readonly removedAt: number | null }) =>
    removedAt === null || removedAt > f.world.now;
  switch (view) {
    case 'analytics':
      return first(
        activities,
        accounts(),
        paid.filter(({ kind }) => kind !== 'referral_reward'),
      );
    case 'creditTransactions':
      return first(paid);
    case 'referralStats':
    case 'recentReferrals': {
      const counted = referrals.filter((each) => isOutside(f, q, each.referrerId, each.refereeId));
      const referees = new Set(counted.map(({ refereeId }) => refereeId));
      return first(
        counted,
        f.world.activities.filter((each) => referees.has(each.userId)),
      );
    }
    case 'communityStats':
    case 'communityShares':
    case 'communityLikes': {
      const owners = new Map(shares.map(({ id, ownerId }) => [id, ownerId]));
      return first(
        shares.filter((each) => stands(each) && isOutside(f, q, each.ownerId)),
        likes.filter((each) => stands(each) && isOutside(f, q, each.userId, owners.get(each.shareId) ?? '')),
      );
    }
    case 'activities':
    case 'activitiesFile':
      return first(activities);
    default:
      return first(activities, signalsIn(f, q, EVER), params.joined === undefined ? [] : accounts());
  }
}

import { Code, FirstSteps } from './first-steps.tsx';

const REFERRAL = `const createdAt = new Date().toISOString();
await analytics.recordReferral({
  id: 'referral-1', referrerId: 'user-1', refereeId: 'user-2', code: 'ANN', creditReward: 25, createdAt,
});`;

/** No referral ever: how the first one gets here. */
export function FirstReferral() {
  return (
    <FirstSteps
      title="No referral was recorded yet"
      text="Tell of one where your platform grants its reward. It shows here within seconds."
      code={REFERRAL}
    >
      From another process, POST it to <Code>api/facts/referrals</Code> with an API key. A platform that keeps
      referrals in this PostgreSQL maps its own table with one SELECT: <Code>facts.referrals</Code> in the
      configuration.
    </FirstSteps>
  );
}

const SHARE = `const now = new Date().toISOString();
await analytics.recordCommunityShare({ id: 'share-1', ownerId: 'user-1', kind: 'session', sharedAt: now });
await analytics.recordLike({ id: 'like-1', userId: 'user-2', shareId: 'share-1', createdAt: now });`;

/** No share and no like ever: how the first ones get here. */
export function FirstShare() {
  return (
    <FirstSteps
      title="Nothing was shared yet"
      text="Tell of a share and of its likes as your platform records them. They show here within seconds."
      code={SHARE}
    >
      From another process, POST them to <Code>api/facts/community-shares</Code> and{' '}
      <Code>api/facts/community-likes</Code> with an API key. A platform that keeps them in this PostgreSQL
      maps its own tables: <Code>facts.communityShares</Code> in the configuration.
    </FirstSteps>
  );
}

import * as texts from '#texts/first.ts';
import { Code, FirstSteps } from './first-steps.tsx';

const REFERRAL = `const createdAt = new Date().toISOString();
await analytics.recordReferral({
  id: 'referral-1', referrerId: 'user-1', refereeId: 'user-2', code: 'ANN', creditReward: 25, createdAt,
});`;

/** No referral ever: how the first one gets here. */
export function FirstReferral() {
  return (
    <FirstSteps title={texts.noReferral} text={texts.tellReferral} code={REFERRAL}>
      {texts.postReferral[0]} <Code>api/facts/referrals</Code> {texts.postReferral[1]}{' '}
      <Code>facts.referrals</Code> {texts.postReferral[2]}
    </FirstSteps>
  );
}

const SHARE = `const now = new Date().toISOString();
await analytics.recordCommunityShare({ id: 'share-1', ownerId: 'user-1', kind: 'session', sharedAt: now });
await analytics.recordLike({ id: 'like-1', userId: 'user-2', shareId: 'share-1', createdAt: now });`;

/** No share and no like ever: how the first ones get here. */
export function FirstShare() {
  return (
    <FirstSteps title={texts.noShare} text={texts.tellShare} code={SHARE}>
      {texts.postShare[0]} <Code>api/facts/community-shares</Code> {texts.postShare[1]}{' '}
      <Code>api/facts/community-likes</Code> {texts.postShare[2]} <Code>facts.communityShares</Code>{' '}
      {texts.postShare[3]}
    </FirstSteps>
  );
}

/** What the platform's facts tell of a person, each by how many came in a range. */
export const PERSON_FACTS = ['communityShares', 'communityLikes', 'referrals', 'payments'] as const;
export type PersonFact = (typeof PERSON_FACTS)[number];

/** What stands before a feature's or a fact's name where numbers of a person are named. */
export const OF_FEATURE = 'byFeature.';
export const OF_FACTS = 'facts.';

/** What of a catalogue names such numbers. */
export interface Measured {
  readonly counters: Readonly<Record<string, unknown>>;
  readonly features: Readonly<Record<string, unknown>>;
}

/** Every number that a person is listed by, as rows and columns name it. */
export const personNumbers = (c: Measured): string[] => [
  'activities',
  'totalActivity',
  ...Object.keys(c.counters),
  ...Object.keys(c.features).map((name) => `${OF_FEATURE}${name}`),
  ...PERSON_FACTS.map((name) => `${OF_FACTS}${name}`),
];

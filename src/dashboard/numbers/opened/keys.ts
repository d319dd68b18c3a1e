/** Keys of numbers, as they stand in the address. */
export const keyOf = {
  activities: 'activities',
  feature: (name: string) => `feature.${name}`,
  action: (name: string) => `action.${name}`,
  counter: (name: string) => `counter.${name}`,
  metric: (name: string) => `metric.${name}`,
  value: (breakdown: string, value: string) => `by.${breakdown}.${value}`,
  /** The score that ranks users. */
  totalActivity: 'totalActivity',
  /** Smart and custom ones. */
  allCaptions: 'allCaptions',
  payments: (kind: string, currency: string) => `payments.${kind}.${currency}`,
  /** Of every kind and currency. */
  credits: 'credits',
  /** Of one kind, or of both. */
  shares: (kind?: 'session' | 'media') => (kind ? `shares.${kind}` : 'shares'),
  /** Those of them that got a like. */
  likedShares: (kind?: 'session' | 'media') => `liked.${kind ?? ''}`,
  likes: 'likes',
  /** On what a user shared. */
  likesReceived: 'likesReceived',
  /** Those of the range, what they earned, or referred users each once; under one code alone. */
  referrals: (of?: 'credits' | 'all' | 'active' | 'new' | 'newActive', code?: string) =>
    ['referrals', of, code].filter((part) => part !== undefined).join('.'),
} as const;

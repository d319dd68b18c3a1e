/** What somebody is in a period. */
export const LIFECYCLE_STATES = ['new', 'returning', 'resurrected', 'dormant'] as const;
export type LifecycleState = (typeof LIFECYCLE_STATES)[number];

/** What became of somebody who began. */
export const BEGINNER_STATES = ['stayed', 'left', 'open'] as const;
/** What a beginning is: the first activity of all, or joining. */
export const BEGINNINGS = ['activity', 'joined'] as const;
/** By what somebody is in a group: by what came first, or by all that was used. */
export const USES = ['first', 'used'] as const;

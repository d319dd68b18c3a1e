/** How far people came who liked something. */
export const LIKER_STEPS = ['likers', 'firstLikers', 'newcomers', 'created', 'open', 'left'] as const;
export type LikerStep = (typeof LIKER_STEPS)[number];

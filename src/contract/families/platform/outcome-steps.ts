/** How far people came who signed up. */
export const OUTCOME_STEPS = ['signedUp', 'active', 'created', 'paid'] as const;
export type OutcomeStep = (typeof OUTCOME_STEPS)[number];

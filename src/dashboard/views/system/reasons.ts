import { own } from '../../../catalogue/own.ts';
import type { DeadLetterReason } from '../../../contract/families/tracking/track.ts';

interface Reason {
  readonly label: string;
  /** Why it was set aside. */
  readonly meaning: string;
  readonly todo: string;
}

const REASONS: Readonly<Record<DeadLetterReason, Reason>> = {
  unknown_action: {
    label: 'Unknown action',
    meaning: 'The catalogue has no such action.',
    todo: 'Add it to the catalogue, restart, then replay. Or mend the sender, then discard.',
  },
  feature_mismatch: {
    label: 'Another feature',
    meaning: 'The feature told is not the action’s.',
    todo: 'Mend the sender: left out, the feature follows from the action.',
  },
  missing_user: {
    label: 'No user',
    meaning: 'It does not say who acted.',
    todo: 'Mend the sender, then discard.',
  },
  clock_skew: {
    label: 'From the future',
    meaning: 'Its time is more than 5 minutes ahead.',
    todo: 'Set the sender’s clock right; replay once that time has come.',
  },
  too_old: {
    label: 'Too old',
    meaning: 'Its time is more than 30 days ago.',
    todo: 'Import it as history, then discard.',
  },
  id_conflict: {
    label: 'Id used twice',
    meaning: 'Another activity of the same user, time and id is there already.',
    todo: 'Compare the two; usually the sender gives an id twice.',
  },
  poison: {
    label: 'Unstorable text',
    meaning: 'Its text or details are nothing that JSON or PostgreSQL can carry.',
    todo: 'Mend the sender, then discard.',
  },
  invalid: {
    label: 'Invalid fields',
    meaning: 'Fields are of the wrong type.',
    todo: 'Mend the sender, then discard.',
  },
  database_refused: {
    label: 'Refused by the database',
    meaning: 'PostgreSQL did not take a value.',
    todo: 'Report it with its message, which is PostgreSQL’s.',
  },
};

/** A reason in words; one that this panel does not know yet stands for itself. */
export const reasonOf = (name: string): Reason =>
  own<Reason>(REASONS, name) ?? { label: name, meaning: '', todo: '' };

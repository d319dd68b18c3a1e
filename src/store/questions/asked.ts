import type { Stretch } from '../stretch.ts';

export interface Asked {
  /** Only rows of this time. */
  readonly span: Stretch;
  /** Only rows of these parts of it, ascending, not touching: such as an hour of each day. */
  readonly only?: readonly Stretch[];
  /** By number: the place of a user in the answer, -1 for whom isn't asked about. Null: everybody, by number. */
  readonly places: Int32Array | null;
}

import type { DeadLetterReason } from '../contract/index.ts';

/** An activity that passed accept and enrich: every field final, ready to be written. */
export interface Activity {
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly eventId: string;
  readonly action: string;
  readonly feature: string;
  /** JSON text, or null. */
  readonly details: string | null;
  readonly sessionId: string | null;
  readonly visitId: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** Rolled-up details: `[breakdown, canonical value]`. */
  readonly breakdowns: readonly (readonly [string, string])[];
  /** Id of the dead letter that it was until now. Set aside again, it is that same letter. */
  readonly letter?: string;
}

/** What is set aside, with the input as it came. */
export interface DeadLetter {
  /** Of a letter that is there already. Without it, the same reason and payload are the same letter. */
  readonly id?: string;
  readonly reason: DeadLetterReason;
  readonly message: string;
  readonly source: string;
  readonly userId: string | null;
  readonly action: string | null;
  readonly payload: string;
}

export type Accepted =
  | { readonly ok: true; readonly activity: Activity; readonly generatedId: boolean }
  | { readonly ok: false; readonly letter: DeadLetter };

/** Bytes that an activity holds while queued, roughly. */
export function weightOf(activity: Activity): number {
  return 300 + (activity.details?.length ?? 0) * 2 + (activity.userAgent?.length ?? 0);
}

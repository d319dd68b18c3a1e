export type { Drop, TrackerOptions } from './options.ts';
export type { ActivityOutcome, Dropped, DropReason, FactOutcome } from './outcomes.ts';
export { createTracker, type RemoteTracker, type TrackerStats } from './tracker.ts';

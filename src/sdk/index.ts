export type { Drop, Parcel, TrackerOptions, TrackerSpool } from './options.ts';
export type { ActivityOutcome, Dropped, DropReason, FactOutcome, Spooled } from './outcomes.ts';
export { createTracker, type RemoteTracker, type TrackerStats } from './tracker.ts';

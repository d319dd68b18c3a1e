export { type Beacon, type BeaconOptions, createBeacon } from './beacon.ts';

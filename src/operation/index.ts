export { createDatabaseState, type DatabaseState } from './database-state.ts';
export type { Latencies } from './latencies.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { createReadiness, obstacleOf } from './readiness.ts';
export { createRecorder, type Recorder } from './recorder.ts';

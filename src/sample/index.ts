export { fillSample, type SampleOptions, type SampleResult } from './fill.ts';
export { type SampleState, sampleState } from './state.ts';

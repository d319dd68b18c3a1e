import { createFlag } from './flag.ts';

/** Whether the last request was one that no answer came to. */
const cutOff = createFlag();
export const setCutOff = cutOff.set;
export const useCutOff = cutOff.use;

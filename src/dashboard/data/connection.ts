import { createValue } from './value.ts';

/** Whether the last request was one that no answer came to. */
const cutOff = createValue(false);
export const setCutOff = cutOff.set;
export const useCutOff = cutOff.use;

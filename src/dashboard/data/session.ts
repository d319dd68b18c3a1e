import { createValue } from './value.ts';

/** Whether an answer has told that nobody is signed in any more. */
const signedOut = createValue(false);
export const setSignedOut = signedOut.set;
export const useSignedOut = signedOut.use;

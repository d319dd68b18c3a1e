import { createFlag } from './flag.ts';

/** Whether an answer has told that nobody is signed in any more. */
const signedOut = createFlag();
export const setSignedOut = signedOut.set;
export const useSignedOut = signedOut.use;

export type { Answer } from './answers.ts';
export { type Call, type CallerOptions, type CallInput, createCaller } from './call.ts';
export { ApiError, UnreachableError } from './errors.ts';
export type { Query } from './query.ts';

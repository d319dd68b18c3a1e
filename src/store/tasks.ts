import { type EncodeInput, encodeTask } from './encode.ts';
import { type JoinInput, joinSteps } from './join.ts';
import { type SuppressInput, suppressTask } from './suppress.ts';
import { type WalkInput, walk } from './walk.ts';

/** What is worked out beside the event loop. What goes in and what comes out is plain data. */
export const TASKS = {
  walk: (input: WalkInput) => walk(input),
  join: (input: JoinInput) => joinSteps(input),
  encode: (input: EncodeInput) => encodeTask(input),
  suppress: (input: SuppressInput) => suppressTask(input),
} as const;

export type TaskName = keyof typeof TASKS;
export type TaskInput<N extends TaskName> = Parameters<(typeof TASKS)[N]>[0];
export type TaskAnswer<N extends TaskName> =
  ReturnType<(typeof TASKS)[N]> extends Generator<void, infer T> ? T : never;

import { buffersIn } from './buffers.ts';
import type { Crew, TaskOptions } from './crew.ts';
import { joins } from './join.ts';
import { fewOf, type WalkInput } from './walk.ts';

/** So many bytes of rows are worth it: a few milliseconds of work. */
const WORTH = 1024 * 1024;

/** Whether a walk is long, and its answers can be put together from parts. */
export function canShare({ questions, sources, mask }: WalkInput): boolean {
  const bytes = sources.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  return bytes >= WORTH && questions.every(joins) && fewOf(questions, mask.length) === null;
}

/** Walks in several threads, each of which takes one group of users after another, and puts together what they found. */
export async function walkSideBySide(crew: Crew, input: WalkInput, o: TaskOptions = {}): Promise<unknown[]> {
  const turns = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const given = new AbortController();
  const signal = o.signal ? AbortSignal.any([o.signal, given.signal]) : given.signal;
  const half = (thread: number) =>
    crew.run('walk', { ...input, shared: { turns, first: thread === 0 } }, { ...o, signal, thread });
  try {
    const parts = await Promise.all(Array.from({ length: crew.width() }, (_, thread) => half(thread)));
    const { questions } = input;
    return await crew.run('join', { questions, parts }, { ...o, transfer: buffersIn(parts) });
  } catch (error) {
    // Nobody needs what the others find.
    given.abort(error);
    throw error;
  }
}

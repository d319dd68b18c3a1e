/** The other thread: works on tasks that it is sent, several by turns, and sends their answers. */
import { parentPort } from 'node:worker_threads';
import { buffersIn } from './buffers.ts';
import { inSlices, type Steps } from './steps.ts';
import { TASKS, type TaskInput, type TaskName } from './tasks.ts';

/** What it is sent. */
export type WorkerOrder =
  | { readonly id: number; readonly name: TaskName; readonly input: TaskInput<TaskName> }
  | { readonly id: number; readonly stop: true };

/** What it sends: first of all that it is there, then one answer an order. */
export type WorkerMessage =
  | { readonly ready: true }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: unknown };

/** How long a task goes on before another has its turn, and an order to stop is heard. In milliseconds. */
const SLICE = 10;

const port = parentPort!;
const stopped = new Set<number>();
const under = new Set<number>();

port.on('message', (order: WorkerOrder) => {
  if (!('stop' in order)) void work(order);
  else if (under.has(order.id)) stopped.add(order.id);
});
port.postMessage({ ready: true } satisfies WorkerMessage);

async function work({ id, name, input }: Exclude<WorkerOrder, { stop: true }>): Promise<void> {
  under.add(id);
  try {
    const steps = TASKS[name](input as never) as Steps<unknown>;
    const answer = await inSlices(steps, SLICE, () => {
      if (stopped.has(id)) throw new Error('nobody waits for it any more');
    });
    port.postMessage({ id, answer } satisfies WorkerMessage, buffersIn(answer));
  } catch (error) {
    port.postMessage({ id, error } satisfies WorkerMessage);
  } finally {
    under.delete(id);
    stopped.delete(id);
  }
}

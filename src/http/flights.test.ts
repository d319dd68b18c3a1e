import { expect, it } from 'vitest';
import { CallerLeft, createFlights } from './flights.ts';

/** Work that ends when it is told to, or given up. */
function working() {
  const started: { signal: AbortSignal; end(answer: string): void }[] = [];
  const work = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      started.push({ signal, end: resolve });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  return { started, work };
}

it('is done once for all who wait, and goes on as long as one of them does', async () => {
  const join = createFlights<string>();
  const { started, work } = working();
  const [first, second] = [new AbortController(), new AbortController()];
  const answers = [join('a', first.signal, work), join('a', second.signal, work)];
  expect(started.length).toBe(1);
  first.abort();
  expect(started[0]!.signal.aborted).toBe(false);
  started[0]!.end('told');
  expect(await Promise.all(answers)).toEqual(['told', 'told']);
});

it('is given up once all have left, and begun again for who comes then', async () => {
  const join = createFlights<string>();
  const { started, work } = working();
  const [first, second] = [new AbortController(), new AbortController()];
  const left = Promise.allSettled([join('a', first.signal, work), join('a', second.signal, work)]);
  first.abort();
  second.abort();
  expect(started[0]!.signal.reason).toBeInstanceOf(CallerLeft);
  const third = join('a', new AbortController().signal, work);
  expect(started.length).toBe(2);
  for (const each of await left)
    expect(each).toMatchObject({ status: 'rejected', reason: expect.any(CallerLeft) });
  const fourth = join('a', new AbortController().signal, work);
  expect(started.length).toBe(2);
  started[1]!.end('told');
  expect(await Promise.all([third, fourth])).toEqual(['told', 'told']);
});

it('is not begun for somebody who has left, and begun anew once it is done', async () => {
  const join = createFlights<string>();
  const { started, work } = working();
  await expect(join('a', AbortSignal.abort(), work)).rejects.toThrow(CallerLeft);
  expect(started).toEqual([]);
  const one = join('a', new AbortController().signal, work);
  started[0]!.end('told');
  await one;
  void join('a', new AbortController().signal, work);
  expect(started.length).toBe(2);
});

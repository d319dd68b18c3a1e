import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { random } from '../../test/support/index.ts';
import { type Crew, createCrew } from './crew.ts';
import { encodeTask } from './encode.ts';
import type { Question, Source } from './question.ts';
import { RowsBuilder } from './rows.ts';
import { canShare, walkSideBySide } from './side-by-side.ts';
import { finish } from './steps.ts';
import { suppressTask } from './suppress.ts';
import { type WalkInput, walk } from './walk.ts';

const START = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;
const USERS = 500;
const span = { start: START, end: START + DAY };
/** As the test run has compiled it. */
const THREAD = new URL('../../dist/store/worker.js', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'joip-crew-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** A thread whose first lines are ours. */
function threadWith(lines: string): URL {
  const path = join(folder, `${Math.random()}.mjs`);
  writeFileSync(path, `${lines}\nawait import(${JSON.stringify(THREAD.href)});`);
  return pathToFileURL(path);
}

const rows = (seed: number, length: number) => {
  const r = random(seed);
  const builder = new RowsBuilder();
  for (let i = 0; i < length; i++)
    builder.add(r.int(1, USERS), START + r.int(0, DAY - 1), r.int(1, 9), r.int(1, 2));
  return builder.done();
};
const input = (seed: number, length: number) => ({
  activities: rows(seed, length),
  signals: rows(seed + 1, 20),
  mask: new Uint8Array(USERS + 1),
  start: START,
});
const source: Source = { ...finish(encodeTask(input(1, 20_000))), kept: false };
const questions: Question[] = [
  {
    sink: 'people',
    span,
    places: null,
    internal: null,
    passes: new Uint8Array(10).fill(1),
    weights: [Int32Array.from({ length: 10 }, (_, i) => i)],
    last: true,
  },
  {
    sink: 'crowds',
    span,
    places: null,
    buckets: [span],
    groups: new Int32Array(10),
    staff: new Uint8Array(1),
  },
];
/** As many sources as make it short, or so long that no test would see its end. */
const asked = (sources: number): WalkInput => ({
  questions,
  sources: Array.from({ length: sources }, () => source),
  mask: new Uint8Array(USERS + 1),
});
const LONG = 100_000;
const answer = finish(walk(asked(3)));

let crew: Crew;
afterEach(() => crew.close());

describe.each([
  ['in another thread', THREAD],
  ['in slices', null],
  ['in slices, where the thread has no file', pathToFileURL(join(folder, 'none.mjs'))],
  ['in slices, where the thread fails at its start', threadWith('throw new Error("no")')],
])('%s', (_, file) => {
  it('gives the answers that the task gives', async () => {
    crew = createCrew(file);
    const numbers = {
      places: Int32Array.of(0, 1),
      counts: Float64Array.of(5, 6),
      crowds: Int32Array.from([1, 2, 0, 0, 0, 1, 2, 3, 4, 5]),
      sums: [[1], [0, 1], [1, 1]].map((weights) => ({ weights: Int8Array.from(weights), worth: 1 })),
      groupings: [],
      budget: 10_000,
    };
    const [walked, encoded, hidden] = await Promise.all([
      crew.run('walk', asked(3)),
      crew.run('encode', input(1, 20_000)),
      crew.run('suppress', numbers),
    ]);
    expect(walked).toEqual(answer);
    expect({ ...encoded, kept: false }).toEqual(source);
    expect(hidden).toEqual(finish(suppressTask(numbers)));
    expect(hidden!.sums).toContain(1);
  });

  it('gives up what takes too long, with the code of a slow statement', async () => {
    crew = createCrew(file);
    await expect(crew.run('walk', asked(LONG), { budget: 1 })).rejects.toMatchObject({
      code: '57014',
      message: expect.stringMatching(/narrow its range/),
    });
    expect(await crew.run('walk', asked(3))).toEqual(answer);
  });

  it('gives up what nobody waits for, so that others have its place', async () => {
    crew = createCrew(file);
    const leaving = new AbortController();
    const left = Array.from({ length: 9 }, () => crew.run('walk', asked(LONG), { signal: leaving.signal }));
    setTimeout(() => leaving.abort(new Error('the caller has left')), 20);
    for (const each of await Promise.allSettled(left))
      expect(each).toMatchObject({ status: 'rejected', reason: { message: 'the caller has left' } });
    expect(await crew.run('walk', asked(3))).toEqual(answer);
  });

  it('takes nothing once it is closed', async () => {
    crew = createCrew(file);
    await crew.run('walk', asked(3));
    await crew.close();
    await expect(crew.run('walk', asked(3))).rejects.toThrow(/open the installation again/);
  });
});

it('fails what was under way where the thread ends, and starts another', async () => {
  crew = createCrew(
    threadWith(`import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ name }) => name === 'encode' && process.exit(3));`),
  );
  const under = crew.run('walk', asked(LONG));
  const fatal = crew.run('encode', input(1, 10));
  for (const each of await Promise.allSettled([under, fatal]))
    expect(each).toMatchObject({ status: 'rejected', reason: { code: 'THREAD_LOST' } });
  expect(await crew.run('walk', asked(3))).toEqual(answer);
});

it('starts a thread after one that was lost while it started', async () => {
  const started = join(folder, 'started');
  crew = createCrew(
    threadWith(`import { existsSync, writeFileSync } from 'node:fs';
      import { parentPort } from 'node:worker_threads';
      if (!existsSync(${JSON.stringify(started)})) {
        writeFileSync(${JSON.stringify(started)}, '');
        process.exit(3);
      }
      parentPort.on('message', ({ name }) => name === 'encode' && process.exit(3));`),
    0,
  );
  expect(await crew.run('walk', asked(3))).toEqual(answer);
  // Only a thread can be lost.
  await expect(crew.run('encode', input(1, 10))).rejects.toMatchObject({ code: 'THREAD_LOST' });
});

it('fails what is under way when it is closed', async () => {
  crew = createCrew(THREAD);
  const under = crew.run('walk', asked(LONG));
  await crew.run('walk', asked(1));
  await Promise.all([crew.close(), expect(under).rejects.toMatchObject({ code: 'THREAD_LOST' })]);
});

describe('side by side', () => {
  const [people] = questions;
  const input: WalkInput = {
    questions: [people!],
    sources: Array.from({ length: 12 }, () => source),
    mask: new Uint8Array(USERS + 1),
  };
  const wide = async (file: URL | null) => {
    crew = createCrew(file);
    await crew.run('walk', asked(1));
    await vi.waitUntil(() => crew.width() > 1, { timeout: 30_000 });
  };

  it.runIf(availableParallelism() > 1)('two threads find what one does', async () => {
    await wide(THREAD);
    expect(canShare(input)).toBe(true);
    expect(await walkSideBySide(crew, input)).toEqual(await crew.run('walk', input));
  });

  it.runIf(availableParallelism() > 1)(
    'what one of them can’t do any more isn’t done by the other',
    async () => {
      await wide(
        threadWith(`import { parentPort } from 'node:worker_threads';
        parentPort.on('message', ({ input }) => input?.shared?.first === false && process.exit(3));`),
      );
      const long = { ...input, sources: Array.from({ length: LONG }, () => source) };
      await expect(walkSideBySide(crew, long)).rejects.toMatchObject({ code: 'THREAD_LOST' });
      expect(crew.width()).toBe(1);
      expect(await crew.run('walk', asked(3))).toEqual(answer);
    },
  );

  it('only the long ones, of everybody, without what has an order or a place', () => {
    expect(canShare({ ...input, sources: [source] })).toBe(false);
    expect(canShare({ ...input, questions })).toBe(false);
    expect(canShare({ ...input, questions: [{ ...people!, places: Int32Array.of(-1, 0) }] })).toBe(false);
  });

  it('one thread where there are no others', async () => {
    crew = createCrew(null);
    expect(crew.width()).toBe(1);
    expect(await walkSideBySide(crew, input)).toEqual(finish(walk(input)));
  });
});

it('takes over memory in place of copying it', async () => {
  crew = createCrew(THREAD);
  const given = input(5, 1_000);
  await crew.run('encode', given, { transfer: [given.activities.at.buffer as ArrayBuffer] });
  expect(given.activities.at.length).toBe(0);
});

import { expect, it } from 'vitest';
import { createJobStates } from './jobs.ts';
import { createLatencies } from './latencies.ts';
import { createMetrics } from './metrics.ts';
import { createRecorder } from './recorder.ts';

const MINUTE = 60_000;

it('tells percentiles to a fifth, of the minutes asked for', () => {
  const latencies = createLatencies();
  for (let i = 1; i <= 1_000; i++) latencies.record(0, i, i % 100 === 0 ? 503 : i % 50 === 0 ? 404 : 200);
  const { p50, p95, p99, ...rest } = latencies.read(0, 5);
  expect(rest).toEqual({ requests: 1_000, clientErrors: 10, serverErrors: 10 });
  for (const [told, exact] of [
    [p50, 500],
    [p95, 950],
    [p99, 990],
  ] as const) {
    expect(told! / exact).toBeGreaterThanOrEqual(1);
    expect(told! / exact).toBeLessThan(1.2);
  }
  latencies.record(4 * MINUTE, 2, 200);
  expect(latencies.read(4 * MINUTE, 5).requests).toBe(1_001);
  expect(latencies.read(5 * MINUTE, 5)).toMatchObject({ requests: 1, clientErrors: 0 });
  expect(latencies.read(59 * MINUTE, 60).requests).toBe(1_001);
  // An hour later its minute is another one.
  latencies.record(60 * MINUTE, 2, 200);
  expect(latencies.read(60 * MINUTE, 60).requests).toBe(2);
  expect(latencies.read(200 * MINUTE, 60)).toEqual({
    requests: 0,
    clientErrors: 0,
    serverErrors: 0,
    p50: null,
    p95: null,
    p99: null,
  });
});

it('takes whatever a clock may say', () => {
  const latencies = createLatencies();
  for (const took of [0, -1, Number.NaN, 1e-9, 1e12, Number.POSITIVE_INFINITY])
    latencies.record(0, took, 200);
  expect(latencies.read(0, 1).requests).toBe(6);
});

it('keeps jobs in sight and lets their results and errors through', async () => {
  let clock = 1_000;
  const jobs = createJobStates(() => clock);
  const work = jobs.watch('a', async () => {
    clock += 50;
    return 7;
  });
  expect(jobs.read()).toMatchObject([{ name: 'a', running: true, runs: 0, lastStartedAt: 1_000 }]);
  expect(await work).toBe(7);
  const bad = Object.assign(new Error('of anna@example.com'), { code: '40001' });
  await expect(jobs.watch('a', () => Promise.reject(bad))).rejects.toBe(bad);
  expect(jobs.read()).toEqual([
    {
      name: 'a',
      runs: 2,
      failures: 1,
      running: false,
      lastStartedAt: 1_050,
      lastTook: 0,
      lastError: '40001',
    },
  ]);
  await jobs.watch('a', async () => {});
  expect(jobs.read()).toMatchObject([{ runs: 3, failures: 1, lastError: null }]);
});

it('costs a request little, metrics included: less than three times its random identifier', () => {
  const recorder = createRecorder(Date.now, { state: () => ({ committed: 0 }) } as never);
  createMetrics({ recorder, ingest: { queue: recorder }, db: {}, databaseState: async () => ({}) } as never);
  const n = 10_000;
  const time = (work: (i: number) => void) => {
    const begun = performance.now();
    for (let i = 0; i < n; i++) work(i);
    return performance.now() - begun;
  };
  const record = (i: number) => recorder.record({ endpoint: `e${i % 30}`, status: 200, took: i % 90 });
  const yardstick = () => crypto.getRandomValues(new Uint8Array(16));
  // The fastest of each: in between others may have the processor.
  const fastest = (work: (i: number) => void) => Math.min(...Array.from({ length: 9 }, () => time(work)));
  expect(fastest(record) / fastest(yardstick)).toBeLessThan(3);
  recorder.close();
});

it('tells the rate of ingest over five minutes, and how late the event loop is', async () => {
  let clock = 0;
  let committed = 0;
  const recorder = createRecorder(() => clock, { state: () => ({ committed }) } as never);
  for (let minute = 1; minute <= 20; minute++) {
    clock = minute * MINUTE;
    committed += 600;
    recorder.sample();
  }
  expect(recorder.ingestRate()).toBeCloseTo(10, 5);
  const until = performance.now() + 150;
  await new Promise((resolve) => setTimeout(resolve, 60));
  while (performance.now() < until + 100);
  await new Promise((resolve) => setTimeout(resolve, 60));
  clock += 2 * MINUTE;
  const { max, p50, since } = recorder.eventLoop.read();
  expect(max).toBeGreaterThan(80);
  expect(p50).toBeLessThanOrEqual(max);
  expect(since).toBe(20 * MINUTE);
  recorder.close();
});

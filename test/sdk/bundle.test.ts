import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { createTracker } from '../../src/sdk/index.ts';
import { bundled } from '../support/bundled.ts';
import { type SdkSetting, sdkSetting } from './setting.ts';

const BUDGET = 5 * 1024;

let on: SdkSetting;
let code: string;
beforeAll(async () => {
  [on, code] = await Promise.all([sdkSetting(), bundled('sdk/index.ts', 'sdk')]);
});
afterAll(() => on?.close());

it('is 5 KB gzipped at most, and names no module', () => {
  const { length } = gzipSync(code);
  console.log(`joip-analytics/sdk: ${length} bytes gzipped of ${BUDGET}, ${code.length} before`);
  expect(length).toBeLessThanOrEqual(BUDGET);
  expect(code).not.toMatch(/\b(require|import)\b|node:|process\.|Buffer/);
});

it('runs where there is nothing but fetch, crypto, TextEncoder and timers', async () => {
  const platform = createContext({ fetch, crypto, TextEncoder, setTimeout, clearTimeout });
  runInContext(code, platform);
  const sdk = runInContext('sdk', platform) as { createTracker: typeof createTracker };
  const tracker = sdk.createTracker({ url: on.url, key: on.key });
  const told = tracker.trackSessionAction('edge', 'created', 's-1', { title: 'Sunset' });
  void tracker.identify({ userId: 'edge', name: 'Edda' });
  tracker.apiCall('edge');
  tracker.present('edge');
  expect((await tracker.shutdown()).outcomes).toEqual({ committed: 1, recorded: 3 });
  expect(await told).toMatchObject({ outcome: 'committed' });
  expect(await on.countOf('edge')).toEqual({ rows: 1, counted: 1 });
});

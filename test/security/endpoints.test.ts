import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/contract/index.ts';
import type { Answered } from '../support/http.ts';
import { accessCases } from './cases/access.ts';
import { requestCases } from './cases/requests.ts';
import { userCases } from './cases/users.ts';
import { type Endpoint, endpoints, goodCall } from './endpoints.ts';
import { openSetting, type Setting } from './setting.ts';
import { createTable } from './table.ts';

const cases = { ...accessCases, ...userCases, ...requestCases };
const table = createTable(Object.keys(cases));
let setting: Setting;

beforeAll(async () => {
  setting = await openSetting();
});
afterAll(async () => {
  console.log(table.text());
  await setting?.close();
});

const cells = endpoints.flatMap((endpoint) =>
  Object.entries(cases)
    .filter(([, each]) => each.of?.(endpoint) ?? true)
    .map(([title, each]) => ({ title, name: endpoint.name, endpoint, each })),
);

describe('every endpoint', () => {
  it.each(cells)('$name: $title', async ({ title, endpoint, each }) => {
    const answers = [await each.run(setting, endpoint)].flat();
    const expected = each.status ?? (await goodCall(setting.s, endpoint)).status;
    table.note(endpoint.name, title, answers);
    for (const answer of answers) {
      expect([title, answer.status, answer.text.slice(0, 300)]).toEqual([title, expected, expect.anything()]);
      expectHeaders(answer, endpoint);
      each.check?.(answer, endpoint);
    }
  });

  it('is told from its forged address by none of the audit log', async () => {
    const rows = await setting.s.audit();
    expect(rows.length).toBeGreaterThan(endpoints.length);
    expect(JSON.stringify(rows)).not.toMatch(/203\.0\.113|evil\.example/);
    expect(JSON.stringify(rows)).toContain('198.51.100');
  });
});

/** Whatever an endpoint answers. */
function expectHeaders(answer: Answered, { route }: Endpoint): void {
  const header = (name: string) => answer.headers.get(name);
  expect(header('content-security-policy')).toMatch(/^default-src 'self'.*frame-ancestors 'none'$/);
  expect(header('content-security-policy')).not.toMatch(/unsafe/);
  expect(header('x-content-type-options')).toBe('nosniff');
  expect(header('referrer-policy')).toBe('no-referrer');
  expect(header('cache-control')).toBeTruthy();
  if (route.data === 'personal' || answer.status >= 400)
    expect(header('cache-control')).toContain('no-store');
  if (route.data === 'personal') expect(header('etag')).toBeNull();
  if (answer.status < 400) return;
  expect(header('content-type')).toBe('application/problem+json');
  expect(Problem.parse(answer.json).status).toBe(answer.status);
  expect(answer.text).not.toMatch(/\bselect\b|\bat .*\.[jt]s:\d|node_modules|syntax error/i);
}

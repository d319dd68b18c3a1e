import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { type AuditedAccess, createAudit } from './audit.ts';
import { listAudit } from './list.ts';

const secret = Buffer.from('a secret of this test, 32 bytes or more');
const DAY = 86_400_000;

let t: TestDatabase;
let clock = Date.parse('2026-03-15T12:00:00Z');
const access = (more: Partial<AuditedAccess> = {}): AuditedAccess => ({
  requestId: randomUUID(),
  actor: 'operator:mara',
  endpoint: 'userUsage',
  target: 'u-17',
  parameters: { period: '7days' },
  ...more,
});
const range = () => ({ start: clock - 40 * DAY, end: clock + DAY });
const list = (q = {}) => listAudit(t.db, secret, { ...range(), limit: 100, ...q });

beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

it('filters, and pages without a gap while more is written', async () => {
  const audit = createAudit(t.db, { secret, now: () => clock, onError: () => {} });
  for (let i = 0; i < 25; i++) {
    clock += 1_000;
    const each = access({
      target: i % 2 ? 'u-1' : 'u-2',
      actor: `operator:${i % 3}`,
      endpoint: `e${i % 5}`,
    });
    await audit.begin(each);
    if (i % 4 !== 0) audit.complete(each, i % 4 === 1 ? 404 : 200, i);
  }
  await audit.deny(access({ target: 'u-3' }), 403);
  await audit.flush();
  const count = async (q: object) => (await list(q)).entries.length;
  expect([
    await count({}),
    await count({ target: 'u-1' }),
    await count({ actors: ['operator:0', 'operator:1'] }),
    await count({ endpoint: 'e3' }),
    await count({ outcome: 'denied' }),
    await count({ outcome: 'unfinished' }),
    await count({ outcome: 'failed' }),
    await count({ outcome: 'answered' }),
    await count({ start: clock, end: clock + 1 }),
  ]).toEqual([26, 12, 17, 5, 1, 7, 6, 12, 2]);
  const whole = (await list()).entries.map((each) => each.requestId);
  const paged: string[] = [];
  let after: object | undefined;
  do {
    const { entries, nextCursor } = await list({ limit: 4, after });
    paged.push(...entries.map((each) => each.requestId));
    const [at, chain, seq] = nextCursor ? Buffer.from(nextCursor, 'base64url').toString().split(' ') : [];
    after = at ? { at: Number(at), chain, seq: Number(seq) } : undefined;
    await audit.begin(access());
  } while (after);
  expect(paged).toEqual(whole);
  await audit.close();
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openRefusals } from './refusals.ts';

const folder = mkdtempSync(join(tmpdir(), 'joip-refusals-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is a file that nobody else reads, also where an earlier one was written anew', async () => {
  const path = join(folder, 'log.csv.refused.ndjson');
  const refused = (row: number) => ({
    source: 's',
    row,
    reason: 'poison' as const,
    message: 'm',
    record: 'mara@example.com',
  });
  const first = await openRefusals(path, 's', 0);
  await first.write([refused(1), refused(7)]);
  await first.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const again = await openRefusals(path, 's', 5);
  await again.write([refused(8)]);
  await again.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).row);
  expect(rows).toEqual([1, 8]);
  writeFileSync(join(folder, 'other.txt'), 'something else\n');
  await expect(openRefusals(join(folder, 'other.txt'), 's', 0)).rejects.toThrow('holds no refused rows');
});

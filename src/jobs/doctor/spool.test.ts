import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SPOOL_FORMAT } from '../../ingest/spooled/index.ts';
import { createSpool } from '../../spool/index.ts';
import type { DoctorContext } from './check.ts';
import { spool as check } from './spool.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'joip-doctor-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (place: DoctorContext['spool'], now = Date.now) =>
  check.run({ spool: place, now } as DoctorContext);

async function filled(format = SPOOL_FORMAT): Promise<string> {
  const folder = join(root, 'spool');
  const spool = createSpool({ folder, format });
  await spool.append(['one', 'two', 'three']);
  await spool.close();
  return folder;
}
function segmentIn(folder: string): string {
  const name = readdirSync(folder, { recursive: true }).find((each) => String(each).endsWith('.seg'));
  return join(folder, String(name));
}

it('is content where nothing waits, or has waited for a moment', async () => {
  expect(await run(null)).toMatchObject({ status: 'ok', detail: expect.stringContaining('refused while') });
  expect(await run({ folder: join(root, 'not', 'there', 'yet') })).toEqual({
    status: 'ok',
    detail: 'nothing waits',
  });
  expect(await run({ folder: await filled() })).toEqual({
    status: 'ok',
    detail: expect.stringMatching(/^3 activities waiting there \(\d+ bytes\)$/),
  });
});

it('warns of what waits too long, fills it up, or is of another version', async () => {
  const folder = await filled();
  expect(await run({ folder }, () => Date.now() + 600_000)).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('since'),
  });
  expect(await run({ folder, maxBytes: 100 })).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('nearly full'),
  });
  rmSync(folder, { recursive: true });
  expect(await run({ folder: await filled('activity 9') })).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('activity 9'),
    mend: expect.stringContaining('newer version'),
  });
});

it('fails where the folder is none, or what it holds is damaged', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(await run({ folder: join(file, 'spool') })).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('ENOTDIR'),
  });
  const folder = await filled();
  const path = segmentIn(folder);
  const bytes = readFileSync(path);
  bytes[bytes.length - 20]! ^= 1;
  writeFileSync(path, bytes);
  expect(await run({ folder })).toMatchObject({
    status: 'fail',
    detail: expect.stringMatching(/^1 stretch of it can't be read; 2 activities waiting/),
  });
});

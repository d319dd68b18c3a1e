import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { random } from '../../../../src/sample/random.ts';
import { frame, readSegment } from '../../../../src/spool/format.ts';
import { databaseProxy } from '../../../support/proxy.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { nth, trackOf } from '../traffic.ts';

const FLIPS = 5;

export const damagedSpool: FaultCase = {
  name: 'damaged-spool',
  fault: `bits flip in ${FLIPS} records of the spool, and its end is torn`,
  expected: { 'damages told': FLIPS, 'lost beyond them': 0, invented: 0, doubled: 0, drift: 0 },
  mutants: ['believes-every-byte'],
  async run({ where, folder, seed, short, mutant }) {
    const proxy = await databaseProxy(await where.database());
    const spool = { folder: join(folder, 'spool') };
    const options = { databaseUrl: proxy.url, queryTimeout: 5_000, queue: { timeout: 500 }, spool };
    const count = short ? 300 : 20_000;
    const before = await openInstallation(options);
    proxy.shut();
    const track = trackOf(before, null);
    const all = await Promise.all(
      Array.from({ length: count }, async (_, n) => (await track(nth(n))).outcome),
    );
    const spooled = new Set(all.flatMap((outcome, n) => (outcome === 'spooled' ? [n] : [])));
    await before.close();
    const hit = damage(spool.folder, random(seed), mutant !== null);
    proxy.open();
    const analytics = await openInstallation(options);
    try {
      analytics.start();
      const { state } = analytics.ingest.spooled!;
      const until = performance.now() + 60_000;
      while (segments(spool.folder).length > 0 && performance.now() < until) await sleep(20);
      const { db } = analytics;
      const whole = new Set([...spooled].filter((n) => !hit.has(n)));
      const told = await recounted(db, whole);
      const { rows } = await db.pool.query<{ n: number }>(
        `select (details ->> 'n')::int as n from ${db.s}.user_activity_logs`,
      );
      return {
        'damages told': state().damages,
        'lost beyond them': told.lost,
        invented: rows.filter(({ n }) => !spooled.has(n)).length,
        doubled: told.doubled,
        drift: told.drift,
        spooled: spooled.size,
      };
    } finally {
      await analytics.close();
      await proxy.close();
    }
  },
};

const segments = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => name.endsWith('.seg'));

/** @returns numbers of the activities that were hit */
function damage(folder: string, r: ReturnType<typeof random>, reseal: boolean): Set<number> {
  const file = segments(folder)[0]!;
  const bytes = readFileSync(file);
  const format = /joip-spool 1 ([\w ]+?\d+)/.exec(bytes.subarray(0, 64).toString('latin1'))![1]!;
  const { records } = readSegment(bytes, format);
  const hit = new Set<number>();
  const step = Math.floor(records.length / FLIPS);
  for (let i = 0; i < FLIPS; i++) {
    const text = records[i * step + r.int(0, step - 2)]!;
    const own = frame(text);
    const at = bytes.indexOf(own);
    hit.add(Number(/\bn\\*":(\d+)/.exec(text)![1]));
    // A reader that believes every byte takes it as if it had been written so: another activity.
    if (reseal)
      frame(text.replace(/(\bn\\*":)(\d)/, (_, name, digit) => `${name}${9 - digit}`)).copy(bytes, at);
    else bytes[at + r.int(12, own.length - 1)]! ^= 1 << r.int(0, 7);
  }
  writeFileSync(file, bytes);
  // Cut short while it was written: nobody was told that it is kept.
  appendFileSync(file, frame('{"userId":"nobody","action":"session_created"}').subarray(0, 30));
  return hit;
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { MINUTE } from '../db/milliseconds.ts';
import { createReleaseNotice } from './notice-release.ts';

const START = Date.parse('2026-03-10T10:00:00Z');

let t: TestDatabase;
let clock: number;
beforeEach(async () => {
  t = await testDatabase();
  clock = START;
});
afterEach(() => t.drop());

const at = (minute: number) => {
  clock = START + minute * MINUTE;
};

/** A process that starts now and tells its version at once, as each does. */
async function start(version: string) {
  const tell = createReleaseNotice(t.db, version, { now: () => clock, started: clock });
  await tell();
  return tell;
}

/** Each minute up to one, all of these tell that they are there. */
async function run(until: number, ...processes: (() => Promise<void>)[]) {
  for (let minute = (clock - START) / MINUTE + 1; minute <= until; minute++) {
    at(minute);
    for (const tell of processes) await tell();
  }
}

async function marks(): Promise<string[]> {
  const { rows } = await t.db.pool.query(
    `select version, text, author, at from ${t.db.s}.annotations order by at, created_at`,
  );
  return rows.map((row) => {
    expect([row.text, row.author]).toEqual([row.version, 'host']);
    return `${row.version} ${(row.at.getTime() - START) / MINUTE}`;
  });
}

describe('a release', () => {
  it('is marked once, when its first process started, however many and however often they start', async () => {
    await Promise.all([start('1.0.0'), start('1.0.0'), start('1.0.0')]);
    at(90);
    await start('1.0.0');
    expect(await marks()).toEqual(['1.0.0 0']);
    at(600);
    await Promise.all([start('1.1.0'), start('1.1.0')]);
    expect(await marks()).toEqual(['1.0.0 0', '1.1.0 600']);
  });

  it('is marked as it started, also where the database was away then', async () => {
    const tell = createReleaseNotice(t.db, '1.0.0', { now: () => clock, started: clock });
    at(20);
    await tell();
    expect(await marks()).toEqual(['1.0.0 0']);
  });

  it('begins once in a rolling restart, in which old processes start again', async () => {
    const old = [await start('1.0.0'), await start('1.0.0'), await start('1.0.0')];
    await run(10, ...old);
    const one = await start('2.0.0');
    await run(12, one, ...old.slice(1));
    const again = await start('1.0.0');
    await run(13, one, again, old[2]!);
    const two = await start('2.0.0');
    await run(30, one, two);
    expect(await marks()).toEqual(['1.0.0 0', '2.0.0 10']);
  });

  it('that is tried beside the old one is one mark, and another as it is taken back', async () => {
    const old = await start('1.0.0');
    await run(60, old);
    const tried = await start('2.0.0');
    await run(80, old, tried);
    await run(90, old);
    expect(await marks()).toEqual(['1.0.0 0', '2.0.0 60', '1.0.0 80']);
  });
});

describe('a rollback', () => {
  it('is a mark as the old version starts again', async () => {
    const old = await start('1.0.0');
    await run(5, old);
    const next = await start('2.0.0');
    await run(60, next);
    const back = await start('1.0.0');
    await run(61, next, back);
    await run(70, back);
    expect(await marks()).toEqual(['1.0.0 0', '2.0.0 5', '1.0.0 60']);
  });

  it('within minutes is one, too: from when the new one was last there', async () => {
    const old = await start('1.0.0');
    await run(5, old);
    const next = await start('2.0.0');
    await run(7, next, old);
    await run(20, old);
    expect(await marks()).toEqual(['1.0.0 0', '2.0.0 5', '1.0.0 7']);
  });

  it('and the version after it are marks in order', async () => {
    for (const [minute, version] of [
      [0, 'a'],
      [10, 'b'],
      [20, 'a'],
      [30, 'c'],
      [40, 'b'],
    ] as const) {
      at(minute);
      await start(version);
    }
    expect(await marks()).toEqual(['a 0', 'b 10', 'a 20', 'c 30', 'b 40']);
  });
});

it('a mark that an operator removed stays away', async () => {
  const tell = await start('1.0.0');
  await t.db.pool.query(`delete from ${t.db.s}.annotations`);
  await run(10, tell);
  await start('1.0.0');
  expect(await marks()).toEqual([]);
});

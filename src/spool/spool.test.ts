import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSpool, type Spool, SpoolFull, type SpoolNotice, surveySpool } from './index.ts';

const FORMAT = 'test 1';
let folder: string;
let notices: SpoolNotice[];
const opened: Spool[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'joip-spool-'));
  notices = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

function open(more: Partial<Parameters<typeof createSpool>[0]> = {}): Spool {
  const spool = createSpool({ folder, format: FORMAT, onNotice: (each) => notices.push(each), ...more });
  opened.push(spool);
  return spool;
}
async function drained(spool: Spool): Promise<string[]> {
  const all: string[] = [];
  await spool.drain(async (records) => void all.push(...records));
  return all;
}
const homes = () => readdirSync(folder).map((name) => join(folder, name));
const segments = () =>
  homes().flatMap((home) =>
    readdirSync(home)
      .filter((name) => name.endsWith('.seg'))
      .map((name) => join(home, name)),
  );
const texts = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => `${from + i} ünïcode ${'x'.repeat(i % 50)}`);

it('hands out in order what went in, and leaves nothing behind', async () => {
  const spool = open({ segmentBytes: 1_000 });
  expect(readdirSync(folder)).toEqual([]);
  const all = texts(300);
  await Promise.all(all.map((each) => spool.append([each])));
  expect(segments().length).toBeGreaterThan(5);
  expect(spool.state()).toMatchObject({ records: 300, written: 300, drained: 0, failing: null });
  expect(await drained(spool)).toEqual(all);
  expect(segments()).toEqual([]);
  expect(spool.state()).toMatchObject({ records: 0, bytes: 0, drained: 300, oldestAt: null });
  await spool.append(['after']);
  expect(await drained(spool)).toEqual(['after']);
  await spool.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('goes on where it could not hand out', async () => {
  const spool = open();
  await spool.append(texts(10));
  const seen: string[] = [];
  const failing = spool.drain(
    async (records) => {
      if (seen.length >= 6) throw new Error('away');
      seen.push(...records);
    },
    { batch: 3 },
  );
  await expect(failing).rejects.toThrow('away');
  expect(spool.state().records).toBe(4);
  await spool.append(['10 later']);
  expect([...seen, ...(await drained(spool))]).toEqual([...texts(10), '10 later']);
});

it('is for one user of the machine alone', async () => {
  await open().append(['a']);
  const modeOf = (path: string) => statSync(path).mode & 0o777;
  expect(homes().map(modeOf)).toEqual([0o700]);
  for (const home of homes())
    expect(new Set(readdirSync(home).map((name) => modeOf(join(home, name))))).toEqual(new Set([0o600]));
});

it('refuses what is beyond its bytes, and takes it once there is room', async () => {
  const spool = open({ maxBytes: 500 });
  const results = await Promise.allSettled(texts(40).map((each) => spool.append([each])));
  const refused = results.filter((each) => each.status === 'rejected');
  expect(refused.length).toBeGreaterThan(20);
  expect(refused[0]!.reason).toBeInstanceOf(SpoolFull);
  const { records, bytes } = spool.state();
  expect([records, bytes <= 500]).toEqual([40 - refused.length, true]);
  expect((await drained(spool)).length).toBe(records);
  await spool.append(['room']);
});

it('claims nothing where the folder can not be written, and takes it once it can', async () => {
  const place = join(folder, 'not-yet');
  writeFileSync(place, 'a file stands here');
  const spool = open({ folder: place });
  await expect(spool.append(['lost'])).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(spool.state().failing).toBeInstanceOf(Error);
  rmSync(place);
  await spool.append(['kept']);
  expect(spool.state()).toMatchObject({ failing: null, records: 1 });
  expect(await drained(spool)).toEqual(['kept']);
});

it('leaves to the living what is theirs', async () => {
  const [one, other] = [open(), open()];
  await one.append(['mine']);
  await other.append(['yours']);
  expect([await drained(other), await drained(one)]).toEqual([['yours'], ['mine']]);
});

it('hands what an ended one left to one of those who come after, once', async () => {
  const first = open({ segmentBytes: 200 });
  await first.append(texts(20));
  await first.append(texts(20, 20));
  await first.close();
  const others = Array.from({ length: 4 }, () => open());
  const got = await Promise.all(others.map(drained));
  expect(got.flat().sort()).toEqual([...texts(20), ...texts(20, 20)].sort());
  expect(segments()).toEqual([]);
});

it('writes anew what somebody claimed while it was being written', async () => {
  const [frozen, other] = [open(), open()];
  await frozen.append(['before']);
  // As one would that takes a frozen process for a dead one.
  await other.rewrite((each) => each);
  await frozen.append(['after']);
  // It stands in the segment that was claimed too: a record may come twice, never less than once.
  expect(new Set(await drained(other))).toEqual(new Set(['before', 'after']));
  expect(await drained(frozen)).toEqual(['after']);
  // Whatever happens in between: what was acknowledged is handed out.
  let stop = false;
  const taken = new Set<string>();
  const thief = (async () => {
    while (!stop) {
      await other.rewrite((each) => each);
      for (const each of await drained(other)) taken.add(each);
    }
  })();
  const acknowledged = await Promise.all(
    Array.from({ length: 10 }, async (_, writer) => {
      const mine: string[] = [];
      for (let i = 0; i < 30; i++) {
        const text = `${writer} ${i}`;
        if (
          await frozen.append([text]).then(
            () => true,
            () => false,
          )
        )
          mine.push(text);
      }
      return mine;
    }),
  );
  stop = true;
  await thief;
  for (const spool of [frozen, other]) for (const each of await drained(spool)) taken.add(each);
  expect(acknowledged.flat().length).toBeGreaterThan(100);
  expect(acknowledged.flat().filter((each) => !taken.has(each))).toEqual([]);
});

it('leaves what another version wrote in its place, and says so', async () => {
  const later = open({ format: 'test 2' });
  await later.append(['of tomorrow']);
  await later.close();
  const spool = open();
  await spool.append(['of today']);
  expect(await drained(spool)).toEqual(['of today']);
  expect(spool.state()).toMatchObject({ records: 0, foreign: 1 });
  expect(notices).toMatchObject([{ what: 'foreign', message: expect.stringContaining('test 2') }]);
  await spool.close();
  expect(await drained(open({ format: 'test 2' }))).toEqual(['of tomorrow']);
});

it('changes and removes records, whoever has them', async () => {
  const [one, other] = [open(), open()];
  await one.append(['keep 1', 'drop 1', 'change 1']);
  await other.append(['drop 2']);
  const change = (each: string) =>
    each.startsWith('drop') ? null : each.startsWith('change') ? each.toUpperCase() : each;
  expect(await other.rewrite(change)).toBe(3);
  expect(
    segments()
      .flatMap((path) => readFileSync(path, 'latin1'))
      .join(),
  ).not.toMatch(/drop|change/);
  expect([await drained(one), await drained(other)]).toEqual([[], ['keep 1', 'CHANGE 1']]);
});

it('can be looked at from outside, and stays as it was', async () => {
  const spool = open();
  await spool.append(texts(5));
  const seen = [];
  for await (const each of surveySpool(folder, FORMAT)) seen.push(each);
  expect(seen).toMatchObject([{ records: texts(5), damages: 0, torn: 0, bytes: spool.state().bytes }]);
  expect(await drained(spool)).toEqual(texts(5));
  const none = [];
  for await (const each of surveySpool(join(folder, 'none'), FORMAT)) none.push(each);
  expect(none).toEqual([]);
});

it('tells of what is damaged, reads the rest, and passes over a torn end', async () => {
  const spool = open();
  await spool.append(texts(50));
  await spool.close();
  const [path] = segments();
  const bytes = readFileSync(path!);
  bytes[Math.floor(bytes.length / 2)]! ^= 0x10;
  writeFileSync(path!, bytes.subarray(0, bytes.length - 3));
  const next = open();
  const got = await drained(next);
  expect(got.length).toBe(48);
  expect(notices.map(({ what }) => what)).toEqual(['damaged', 'torn']);
  expect(next.state()).toMatchObject({ damages: 1, records: 0 });
  expect(segments()).toEqual([]);
});

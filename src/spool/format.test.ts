import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frame, head, readSegment } from './format.ts';

const FORMAT = 'test 1';

/** Texts of every kind, also such that look like frames themselves. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 30 }).map((inner) => frame(inner).toString('latin1')),
  fc.string({ maxLength: 30 }).map((inner) => frame(inner).toString('utf8')),
);
const texts = fc.array(text, { maxLength: 12 });

const framesOf = (records: readonly string[]) => [head(FORMAT), ...records.map(frame)];
const asWritten = (record: string) => Buffer.from(record).toString();

it('reads what was written', () => {
  fc.assert(
    fc.property(texts, (records) => {
      expect(readSegment(Buffer.concat(framesOf(records)), FORMAT)).toEqual({
        records: records.map(asWritten),
        damages: 0,
        torn: 0,
        foreign: undefined,
      });
    }),
  );
});

it('cut anywhere, reads each record that is whole, and calls the rest torn', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat({ max: 40 }), (records, at, zeros) => {
      const frames = framesOf(records);
      const all = Buffer.concat(frames);
      const cut = at % (all.length + 1);
      // Some file systems fill with zeros what was not written yet.
      const found = readSegment(Buffer.concat([all.subarray(0, cut), Buffer.alloc(zeros)]), FORMAT);
      let whole = 0;
      let end = 0;
      for (; whole < frames.length && end + frames[whole]!.length <= cut; whole++)
        end += frames[whole]!.length;
      expect(found.records).toEqual(records.slice(0, Math.max(0, whole - 1)).map(asWritten));
      if (zeros === 0 || end === cut) expect([found.damages, found.torn]).toEqual([0, cut + zeros - end]);
    }),
    { numRuns: 500 },
  );
});

it('with bits flipped anywhere, reads each record that is untouched, nothing false, and tells of the damage', () => {
  const flips = fc.array(fc.nat(), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(texts, flips, (records, places) => {
      const frames = framesOf(records);
      const bytes = Buffer.concat(frames);
      const before = Buffer.from(bytes);
      for (const place of places) {
        const bit = place % (bytes.length * 8);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
      }
      const found = readSegment(bytes, FORMAT);
      let start = 0;
      const sound = frames.map((each) => {
        const same = bytes
          .subarray(start, start + each.length)
          .equals(before.subarray(start, start + each.length));
        start += each.length;
        return same;
      });
      expect(found.foreign).toBe(undefined);
      expect(found.records).toEqual(records.filter((_, i) => sound[i + 1]).map(asWritten));
      expect(found.damages + found.torn > 0).toBe(sound.includes(false));
      // Only the end can be torn: what has something sound after it is damage.
      if (sound.at(-1) && sound.includes(false)) expect([found.damages > 0, found.torn]).toEqual([true, 0]);
    }),
    { numRuns: 1_000 },
  );
});

it('knows what another version wrote', () => {
  const bytes = Buffer.concat([head('test 2'), frame('a')]);
  expect(readSegment(bytes, FORMAT)).toMatchObject({ records: [], foreign: 'joip-spool 1 test 2' });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { connect } from '../db/connect.ts';
import {
  type KindKey,
  Kinds,
  loadKinds,
  MAX_KINDS,
  MAX_VALUES,
  namedIn,
  OTHER,
  registerKinds,
} from './kinds.ts';
import { storeOf } from './store.ts';

const named = namedIn(catalogue);

const caption = (theme?: string): KindKey => ({
  action: 'smart_caption_generated',
  feature: 'smart_captions',
  signal: '',
  values: theme === undefined ? [] : [['theme', theme]],
});
/** Two breakdowns of one action: with 200 values each their combinations pass the cap on kinds. */
const both = (theme: string, layout: string): KindKey => ({
  ...caption(),
  values: [
    ['theme', theme],
    ['layout', layout],
  ],
});

/** What registering does, without a database. */
function register(kinds: Kinds, key: KindKey): number {
  const known = kinds.numberOf(key, named);
  if (known !== undefined) return known;
  const { values, ...rest } = kinds.toRegister(key, named);
  kinds.add({ ...rest, no: kinds.highest + 1, values: new Map(values) });
  return kinds.numberOf(key, named)!;
}
const valuesOf = (kinds: Kinds, no: number) => Object.fromEntries(kinds.list[no - 1]!.values);

describe('kinds', () => {
  it('tells 200 values apart beside those that the catalogue names; what comes later is (other)', () => {
    const kinds = new Kinds();
    for (let i = 0; i < MAX_VALUES; i++)
      expect(valuesOf(kinds, register(kinds, caption(`own ${i}`)))).toEqual({ theme: `own ${i}` });
    const other = register(kinds, caption('too late'));
    expect(valuesOf(kinds, other)).toEqual({ theme: OTHER });
    expect(register(kinds, caption('later still'))).toBe(other);
    expect(valuesOf(kinds, register(kinds, caption('JOI')))).toEqual({ theme: 'JOI' });
    // However it is spelt, a value that has its place keeps it.
    expect(register(kinds, caption('OWN_7'))).toBe(8);
    // Another breakdown has a room of its own.
    expect(valuesOf(kinds, register(kinds, both('own 1', 'grid')))).toEqual({
      theme: 'own 1',
      layout: 'grid',
    });
  });

  it('tells a combination by the values that the catalogue names once an action has its 2,000 kinds', () => {
    const kinds = new Kinds();
    for (let i = 0; i < MAX_KINDS; i++) register(kinds, both(`t${i % 100}`, `l${Math.floor(i / 100)}`));
    expect(kinds.highest).toBe(MAX_KINDS);
    expect(valuesOf(kinds, register(kinds, both('t99', 'l50')))).toEqual({ theme: OTHER, layout: OTHER });
    expect(valuesOf(kinds, register(kinds, both('cbt', 'l50')))).toEqual({ theme: 'cbt', layout: OTHER });
    expect(valuesOf(kinds, register(kinds, both('t99', 'l19')))).toEqual({ theme: 't99', layout: 'l19' });
    // The cap is an action's own.
    const elsewhere = { ...both('t99', 'l50'), action: 'babecock_created', feature: 'babecock_studio' };
    expect(valuesOf(kinds, register(kinds, elsewhere))).toEqual({ theme: 't99', layout: 'l50' });
  });

  it('never tells a key by another kind once it was counted, whatever is registered later and by whom', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const r = random(seed);
        const value = (prefix: string) =>
          r.chance(0.1) ? r.pick(['JOI', 'c b t', 'side-by-side', OTHER]) : `${prefix}${r.int(0, 320)}`;
        const table = new Kinds();
        /** Knows less: what it takes for known has to be what everybody knows. */
        const behind = new Kinds();
        const counted = new Map<string, readonly [KindKey, number]>();
        for (let i = 0; i < 10_000; i++) {
          const action = r.pick(['smart_caption_generated', 'babecock_created']);
          const key = { ...both(value('t'), value('l')), action };
          const early = behind.numberOf(key, named);
          const no = register(table, key);
          if (early !== undefined) expect(early).toBe(no);
          const text = JSON.stringify(key);
          const before = counted.get(text);
          if (before) expect(no).toBe(before[1]);
          counted.set(text, [key, no]);
          if (r.chance(0.02)) for (const kind of table.list.slice(behind.highest)) behind.add(kind);
        }
        for (const [key, no] of counted.values()) expect(table.numberOf(key, named)).toBe(no);
        // Otherwise this would tell nothing of either cap.
        expect(['theme', 'layout'].map((breakdown) => table.isFull(breakdown, named))).toEqual([true, true]);
        const own = table.list.filter(({ action }) => action === 'babecock_created');
        expect(own.length).toBeGreaterThanOrEqual(MAX_KINDS);
      }),
      { numRuns: 4 },
    );
  });
});

describe('registering', () => {
  let t: TestDatabase;
  beforeAll(async () => {
    t = await testDatabase();
  });
  afterAll(() => t.drop());

  it('gives processes that register at once the same numbers, none twice and none left out', async () => {
    const processes = Array.from({ length: 3 }, () => connect({ url: t.url }));
    const keysOf = (process: number, turn: number) =>
      Array.from({ length: 60 }, (_, i) => caption(`value ${((turn * 40 + i * (process + 1)) % 260) + 1}`));
    for (let turn = 0; turn < 8; turn++)
      await Promise.all(
        processes.map((db, i) => registerKinds(db, storeOf(db).kinds, keysOf(i, turn), catalogue)),
      );
    const all = processes.flatMap((_, i) => Array.from({ length: 8 }, (_, turn) => keysOf(i, turn)).flat());
    await Promise.all(processes.map((db) => loadKinds(db, db.pool, storeOf(db).kinds)));
    const told = processes.map((db) => all.map((key) => storeOf(db).kinds.numberOf(key, named)));
    expect(told[0]).not.toContain(undefined);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    const { rows } = await t.db.pool.query<{ no: number; theme: string }>(
      `select no, details ->> 'theme' as theme from ${t.db.s}.activity_kinds order by no`,
    );
    expect(rows.map(({ no }) => no)).toEqual(rows.map((_, i) => i + 1));
    expect(new Set(rows.map(({ theme }) => theme)).size).toBe(rows.length);
    expect(rows).toHaveLength(MAX_VALUES + 1);
    expect(rows.at(-1)!.theme).toBe(OTHER);
    await Promise.all(processes.map((db) => db.close()));
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { type CatalogueInput, defineCatalogue } from '../catalogue/index.ts';
import { createIngest } from '../ingest/index.ts';
import { buildBlocks } from './build.ts';
import { MAX_VALUES } from './kinds.ts';
import { tell } from './testing/tell.ts';

const NOW = Date.UTC(2026, 2, 15, 12, 30);
const DAY = 86_400_000;
const SPAN = { start: NOW - 40 * DAY, end: NOW };

const before = defineCatalogue({
  name: 'shop',
  features: { sales: { label: 'Sales', icon: 'Tag' } },
  actions: { sold: { feature: 'sales', label: 'Sold', details: { colour: 'text', size: 'text' } } },
  counters: { sales: { label: 'Sales', feature: 'sales', actions: ['sold'] } },
  breakdowns: { colour: { label: 'Colour', actions: ['sold'], values: { red: 'Red' } } },
  totals: {
    sessions: ['sold'],
    mediaAdded: [],
    mediaRemoved: [],
    captions: [],
    allCaptions: [],
    compositions: [],
  },
});
const gaining = (gained: Partial<CatalogueInput>): CatalogueInput => ({ ...before, ...gained });
const naming = (colour: string) =>
  gaining({
    counters: {
      ...before.counters,
      named: { label: 'Named', feature: 'sales', actions: ['sold'], where: { colour } },
    },
  });
const listing = (colour: string) =>
  gaining({
    breakdowns: { colour: { ...before.breakdowns.colour, values: { red: 'Red', [colour]: colour } } },
  });

let t: TestDatabase;
beforeEach(async () => {
  t = await testDatabase({ catalogue: before, now: () => NOW });
});
afterEach(() => t.drop());

const sell = (
  details: { colour?: string; size?: string }[],
  daysAgo = 5,
  catalogue: CatalogueInput = before,
) =>
  createIngest(t.db, { catalogue, now: () => NOW }).writeHistory(
    details.map((each, i) => ({
      userId: `user-${i % 3}`,
      action: 'sold',
      createdAt: NOW - Math.floor(daysAgo * DAY) - i * 1000,
      eventId: crypto.randomUUID(),
      details: each,
    })),
    'test',
  );
const build = (catalogue: CatalogueInput) => buildBlocks(t.db, catalogue, { now: NOW, force: true });
const totals = async (catalogue: CatalogueInput) => (await tell(t.db, catalogue, SPAN)).totals;
const ids = async () =>
  (await t.db.pool.query<{ id: number }>(`select id from ${t.db.s}.chronicle_blocks order by id`)).rows.map(
    ({ id }) => id,
  );

describe('a catalogue that gains', () => {
  it('a breakdown is answered from the log until its blocks are built', async () => {
    await sell([{ colour: 'red', size: 'S' }, { colour: 'blue', size: 'L' }, { size: 'L' }]);
    await build(before);
    const old = await ids();
    const after = gaining({
      breakdowns: { ...before.breakdowns, size: { label: 'Size', actions: ['sold'], values: {} } },
    });
    const expected = {
      'sold colour=red size=S': [1, 0],
      'sold colour=blue size=L': [1, 0],
      'sold size=L': [1, 0],
    };
    expect(await totals(after)).toEqual(expected);
    await build(after);
    expect(await totals(after)).toEqual(expected);
    expect(await ids()).not.toEqual(expect.arrayContaining(old));
    expect(await build(after)).toEqual({ blocks: 0, activities: 0 });
  });

  it('an action for a breakdown that it had is too', async () => {
    const some = gaining({ breakdowns: { colour: { ...before.breakdowns.colour, actions: [] } } });
    await sell([{ colour: 'red' }], 5, some);
    await build(some);
    expect(await totals(some)).toEqual({ sold: [1, 0] });
    expect(await totals(before)).toEqual({ 'sold colour=red': [1, 0] });
    await build(before);
    expect(await totals(before)).toEqual({ 'sold colour=red': [1, 0] });
  });

  it('a counter over kinds that are known uses the blocks there are', async () => {
    await sell([{ colour: 'red' }, { colour: 'blue' }, { colour: 'blue' }]);
    await build(before);
    const old = await ids();
    const plain = gaining({
      counters: { ...before.counters, again: { label: 'Again', feature: 'sales', actions: ['sold'] } },
    });
    for (const after of [plain, naming('Blue'), naming('never seen')]) {
      expect(await totals(after)).toEqual({ 'sold colour=red': [1, 0], 'sold colour=blue': [2, 0] });
      expect(await build(after)).toEqual({ blocks: 0, activities: 0 });
    }
    expect(await ids()).toEqual(old);
  });

  it('the name of a value that came too late is answered from the log, also once it has come again', async () => {
    await sell(Array.from({ length: MAX_VALUES }, (_, i) => ({ colour: `shade ${i}` })));
    await sell([{ colour: 'late' }, { colour: 'later' }, { colour: 'shade 7' }], 20);
    await build(before);
    const told = async (catalogue: CatalogueInput) => {
      const all = await totals(catalogue);
      return ['late', '(other)', 'shade 7'].map((colour) => all[`sold colour=${colour}`]?.[0]);
    };
    expect(await told(before)).toEqual([undefined, 2, 2]);
    const after = listing('late');
    expect(await told(after)).toEqual([1, 1, 2]);
    // Today, so that no block is outdated by it.
    await sell([{ colour: 'late' }], 0.01, after);
    expect(await told(after)).toEqual([2, 1, 2]);
    await build(after);
    expect(await told(after)).toEqual([2, 1, 2]);
    // One of the first 200 had its place all along.
    const old = await ids();
    expect(await told(listing('shade 7'))).toEqual([2, 1, 2]);
    expect(await build(listing('shade 7'))).toEqual({ blocks: 0, activities: 0 });
    expect(await ids()).toEqual(old);
  });

  it('a signal whose counter the catalogue lost is there when it has one again', async () => {
    const counting = gaining({
      counters: { ...before.counters, calls: { label: 'Calls', feature: 'sales', signal: 'api_call' } },
    });
    await t.db.pool.query(
      `alter table ${t.db.s}.user_usage_stats add column calls integer not null default 0`,
    );
    let clock = NOW - 5 * DAY;
    const ingest = createIngest(t.db, { catalogue: counting, now: () => clock });
    ingest.signals.apiCall('user-1');
    await ingest.flush();
    clock = NOW;
    await build(before);
    expect(await totals(counting)).toEqual({ api_call: [1, 0] });
  });
});

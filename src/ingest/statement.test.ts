import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

it.each(Object.keys(defaultCatalogue.actions))('writes %s alone, whatever it counts', async (action) => {
  const input = anActivity({ action });
  expect((await t.ingest.track(input)).outcome).toEqual({ outcome: 'committed', eventId: input.eventId });
  expect((await t.ingest.track(input)).outcome).toEqual({ outcome: 'duplicate', eventId: input.eventId });
});

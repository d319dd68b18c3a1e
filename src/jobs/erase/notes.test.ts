import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { transaction } from '../../db/connect.ts';
import { redactNotes } from './notes.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

it.each([
  ['MÜLLER was here', '(erased) was here'],
  ['Mu\u0308ller, mu\u0308ller', '(erased), (erased)'],
  ['über müller.', 'über (erased).'],
  ['Müllerin stays, 😀 Müller\u0301 goes', 'Müllerin stays, 😀 (erased) goes'],
  ['STRASSE and straße', '(erased) and (erased)'],
  ['nobody', 'nobody'],
])('a note that names somebody: %s', async (text, expected) => {
  const id = randomUUID();
  const { s, pool } = t.db;
  await pool.query(
    `insert into ${s}.annotations (id, text, author, author_email, day) values ($1, $2, 'a', 'a', '2026-01-01')`,
    [id, text],
  );
  const person = { id: 'u-1', email: 'Straße', name: 'Müller' } as Parameters<typeof redactNotes>[2];
  await transaction(t.db, (client) => redactNotes(t.db, client, person, '(erased)'));
  const { rows } = await pool.query(`select text from ${s}.annotations where id = $1`, [id]);
  expect(rows).toEqual([{ text: expected }]);
});

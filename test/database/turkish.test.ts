import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { openDatabase } from '../../src/db/open.ts';

// Where upper and lower case of i are not those of English: in SQL our own words must not meet them.
const name = `${inject('databasePrefix')}_${randomBytes(4).toString('hex')}_tr`;
let admin: pg.Client;
let url: string;

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('serverUrl') });
  await admin.connect();
  await admin.query(
    `create database ${name} template template0 encoding 'UTF8' locale 'C' locale_provider icu icu_locale 'tr-TR'`,
  );
  await admin.query(`alter database ${name} set intervalstyle = sql_standard`);
  const at = new URL(inject('serverUrl'));
  at.pathname = `/${name}`;
  url = at.href;
});
afterAll(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

it('pins settings whose names hold an I, and reads a mapped currency as English writes it', async () => {
  const { db } = await openDatabase({
    url,
    catalogue: defaultCatalogue,
    migrate: true,
    now: Date.now,
    facts: {
      creditTransactions: `select 'c1' as id, 'u1' as user_id, 'purchase' as kind, 100 as amount, ' inr' as currency,
        timestamptz '2026-03-01 00:00:00+00' as created_at`,
    },
  });
  try {
    const { rows: pinned } = await db.pool.query(
      `select current_setting('intervalstyle') as style, upper('i') as i`,
    );
    expect(pinned).toEqual([{ style: 'postgres', i: 'İ' }]);
    const { rows } = await db.pool.query(`select currency from ${db.relations.creditTransactions.sql} t`);
    expect(rows).toEqual([{ currency: 'INR' }]);
  } finally {
    await db.close();
  }
});

import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../support/index.ts';
import { wholePath } from './whole-path.ts';

const databases: { url: string; drop(): Promise<void> }[] = [];
let clean: Record<string, unknown>;
beforeAll(async () => {
  for (let i = 0; i < 3; i++) databases.push(await emptyDatabase());
  clean = await wholePath({ url: databases[0]!.url });
}, 120_000);
afterAll(() => Promise.all(databases.map(({ drop }) => drop())));

const FORMATS = ['text', 'binary'] as const;
/** What other files of this process find again. */
const found = {
  defaults: { ...pg.defaults },
  parsers: Array.from({ length: 5_000 }, (_, oid) =>
    FORMATS.map((format) => pg.types.getTypeParser(oid, format)),
  ),
};
afterAll(() => {
  Object.assign(pg.defaults, found.defaults);
  for (const [oid, parsers] of found.parsers.entries())
    for (const [i, format] of FORMATS.entries()) pg.types.setTypeParser(oid, format, parsers[i] as never);
});

/** Lines that are found in hosts, and what would be left of them at the worst. */
const hosts: Record<string, () => void> = {
  'has parsers of its own taste'() {
    const { builtins } = pg.types;
    for (const oid of [
      builtins.TIMESTAMPTZ,
      builtins.TIMESTAMP,
      builtins.DATE,
      builtins.JSON,
      builtins.JSONB,
    ])
      pg.types.setTypeParser(oid, (text) => text);
    for (const oid of [builtins.INT8, builtins.NUMERIC, 1016]) pg.types.setTypeParser(oid, BigInt as never);
    pg.types.setTypeParser(builtins.BOOL, (text) => (text === 't' ? 1 : 0) as never);
    pg.types.setTypeParser(builtins.INT4, (text) => (text === '0' ? null : `${text}`) as never);
    pg.defaults.parseInputDatesAsUTC = true;
    pg.defaults.parseInt8 = true;
    pg.defaults.application_name = 'the host';
  },
  'parses every type to nothing useful, and asks for binary rows'() {
    for (let oid = 1; oid < 5_000; oid++)
      for (const format of FORMATS) pg.types.setTypeParser(oid, format, () => ({ odd: oid }) as never);
    pg.defaults.binary = true;
  },
};

it.each(Object.keys(hosts))(
  'answers the same where the host %s, and leaves it that',
  { timeout: 120_000 },
  async (name) => {
    hosts[name]!();
    const parsers = () =>
      Array.from({ length: 5_000 }, (_, oid) => [
        pg.types.getTypeParser(oid),
        pg.types.getTypeParser(oid, 'binary'),
      ]);
    const before = parsers();
    const { url } = databases[Object.keys(hosts).indexOf(name) + 1]!;
    expect(await wholePath({ url })).toEqual(clean);
    expect(parsers()).toEqual(before);
  },
);

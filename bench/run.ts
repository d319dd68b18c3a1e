import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { citus } from './citus.ts';
import { type Bed, openBed } from './lib/bed.ts';
import { compile } from './lib/compiled.ts';
import { printTable, type Result } from './lib/result.ts';
import { p1 } from './p1-track.ts';
import { p3 } from './p3-idle.ts';
import { p4 } from './p4-guest.ts';
import { p5 } from './p5-growth.ts';
import { p6 } from './p6-reports.ts';
import { p7 } from './p7-ten-times.ts';
import { p8 } from './p8-cached.ts';
import { p9 } from './p9-csv.ts';
import { p10 } from './p10-import.ts';
import { sparse } from './p10-sparse.ts';
import { p11 } from './p11-bytes.ts';
import { p12 } from './p12-panel.ts';
import { p14 } from './p14-explore.ts';
import { p15 } from './p15-loop.ts';
import { txSerializable } from './tx-serializable.ts';
import { userTable } from './user-table.ts';
import { years } from './years.ts';

const benches: Record<string, (bed: Bed) => Promise<Result[]>> = {
  p1,
  p3,
  p4,
  p5,
  p6,
  p7,
  p8,
  p9,
  p10,
  sparse,
  p11,
  p12,
  p14,
  p15,
  build,
  table: userTable,
  tx: txSerializable,
  citus,
  years,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string' },
    users: { type: 'string' },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
  },
});

const chosen = positionals.length > 0 ? positionals.map((name) => name.toLowerCase()) : Object.keys(benches);
const unknown = chosen.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
compile();
const quick = values.quick;
const bed = await openBed({
  quick,
  events: Number(values.events ?? (quick ? 200_000 : 1_000_000)),
  users: Number(values.users ?? (quick ? 5_000 : 100_000)),
  rounds: Number(values.rounds ?? (quick ? 3 : 5)),
});
const results: Result[] = [];
try {
  for (const name of chosen) {
    console.error(`${name} …`);
    results.push(...(await benches[name]!(bed)));
  }
} finally {
  await bed.server.stop();
}
printTable(results);
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const about = { at: new Date().toISOString(), node: process.version, cores: cpus().length, ...bed.size };
writeFileSync(new URL('latest.json', folder), `${JSON.stringify({ about, results }, null, 2)}\n`);

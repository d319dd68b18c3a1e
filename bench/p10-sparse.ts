import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bed } from './lib/bed.ts';
import { mapping, writeHistoryFile } from './lib/history-file.ts';
import { median, type Result, round, timed } from './lib/result.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const YEARS = 22;

/** The whole command for history that is spread thin over many years, against the time that its rows take. */
export async function sparse(bed: Bed): Promise<Result[]> {
  const rows = bed.size.quick ? 50_000 : 314_000;
  const folder = await mkdtemp(join(tmpdir(), 'joip-bench-'));
  const [file, map] = [join(folder, 'sparse.csv.gz'), join(folder, 'map.json')];
  const whole: number[] = [];
  const own: number[] = [];
  try {
    await writeHistoryFile(file, { rows, days: YEARS * 365, seed: 22 });
    await writeFile(map, JSON.stringify(mapping));
    for (let i = 0; i < bed.size.rounds; i++) {
      const lab = await bed.fresh('bench_sparse');
      const command = ['dist/cli/main.js', 'import', file, '--map', map, '--json', '--data-dir', folder];
      let seconds = 0;
      whole.push(
        await timed(async () => {
          const { stdout } = await run(process.execPath, command, {
            cwd: root,
            env: { ...process.env, DATABASE_URL: lab.url },
          });
          ({ seconds } = JSON.parse(stdout) as { seconds: number });
        }),
      );
      own.push(seconds * 1000);
      await lab.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const ratio = round(median(whole.map((ms, i) => ms / own[i]!)));
  return [
    {
      id: 'P10',
      what: `the import command, ${rows.toLocaleString('en')} rows over ${YEARS} years`,
      ours: `${round(median(whole) / 1000)} s`,
      yardstick: `its rows ${round(median(own) / 1000)} s`,
      value: ratio,
      unit: ' x',
      goal: '<= 1.3 x',
      reached: ratio <= 1.3,
    },
  ];
}

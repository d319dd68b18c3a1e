import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultCatalogue } from '../src/catalogue/index.ts';
import { importFile, openInput, parseMapping } from '../src/import/index.ts';
import type { Bed } from './lib/bed.ts';
import { mapping, writeHistoryFile } from './lib/history-file.ts';
import { median, perSecond, type Result, round, timed } from './lib/result.ts';
import { trackMany } from './lib/track-many.ts';
import { createWorkload } from './lib/workload.ts';

/** Import of history (CSV.gz) against track() of as many, and the memory that it grows by. */
export async function p10(bed: Bed): Promise<Result[]> {
  const count = bed.size.quick ? 40_000 : 200_000;
  const folder = await mkdtemp(join(tmpdir(), 'joip-bench-'));
  const imports: number[] = [];
  const tracks: number[] = [];
  let memory = 0;
  const work = createWorkload({ users: bed.size.users, seed: 10 });
  try {
    for (let i = 0; i < bed.size.rounds; i++) {
      const file = join(folder, `history-${i}.csv.gz`);
      await writeHistoryFile(file, { rows: count, days: 30, seed: i + 1 });
      const lab = await bed.fresh('bench_p10');
      const before = process.memoryUsage().rss;
      let peak = before;
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().rss);
      }, 50);
      imports.push(
        perSecond(
          count,
          await timed(() =>
            importFile({
              db: lab.db,
              ingest: lab.ingest,
              catalogue: defaultCatalogue,
              mapping: parseMapping(mapping),
              input: openInput(file),
              refusedPath: `${file}.refused`,
            }),
          ),
        ),
      );
      clearInterval(watch);
      memory = Math.max(memory, peak - before);
      await lab.close();
      const other = await bed.fresh('bench_p10_track');
      const inputs = Array.from({ length: count }, () => work.next());
      tracks.push(perSecond(count, await timed(() => trackMany(other.ingest, inputs))));
      await other.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const ratio = median(imports) / median(tracks);
  return [
    {
      id: 'P10',
      what: `import of CSV.gz, ${count.toLocaleString('en')} rows (memory grows by ${round(memory / 1048576, 0)} MiB)`,
      ours: `${median(imports)}/s`,
      yardstick: `track() ${median(tracks)}/s`,
      value: round(ratio),
      unit: ' x',
      goal: '>= 0.7 x',
      reached: ratio >= 0.7,
    },
  ];
}

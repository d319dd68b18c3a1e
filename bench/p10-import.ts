import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { defaultCatalogue } from '../src/catalogue/index.ts';
import { defineMapping, importFile, openInput, parseMapping } from '../src/import/index.ts';
import type { Bed } from './lib/bed.ts';
import { median, perSecond, type Result, round, timed } from './lib/result.ts';
import { trackMany } from './lib/track-many.ts';
import { createWorkload } from './lib/workload.ts';

const mapping = parseMapping(
  defineMapping({
    format: 'csv',
    columns: {
      userId: 'user',
      createdAt: 'at',
      action: 'action',
      visitId: 'visit',
      userAgent: 'agent',
      ipAddress: 'ip',
    },
    details: { theme: { column: 'theme' }, layout: { column: 'layout' } },
    time: 'iso',
  }),
);

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
      await pipeline(Readable.from(lines(count, i)), createGzip(), createWriteStream(file));
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
              mapping,
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

/** A month of history in order of time. */
function* lines(count: number, seed: number): Generator<string> {
  const work = createWorkload({ users: 20_000, seed: seed + 1 });
  const end = Date.now() - 86_400_000;
  yield 'user,at,action,theme,layout,visit,agent,ip\n';
  let block = '';
  for (let i = 0; i < count; i++) {
    const a = work.next(Math.floor(end - ((count - i) / count) * 30 * 86_400_000));
    const details = (a.details ?? {}) as { theme?: string; layout?: string };
    block += `${[a.userId, new Date(a.createdAt as number).toISOString(), a.action, details.theme ?? '', details.layout ?? '', a.visitId, `"${a.userAgent}"`, a.ipAddress].join(',')}\n`;
    if (i % 500 === 499 || i === count - 1) {
      yield block;
      block = '';
    }
  }
}

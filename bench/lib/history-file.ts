import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { defineMapping } from '../../src/import/index.ts';
import { createWorkload } from './workload.ts';

/** What the columns of such a file mean. */
export const mapping = defineMapping({
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
});

export interface FileSize {
  readonly rows: number;
  readonly days: number;
  readonly seed: number;
}

/** History up to yesterday in order of time, as CSV.gz. */
export function writeHistoryFile(path: string, size: FileSize): Promise<void> {
  return pipeline(Readable.from(lines(size)), createGzip(), createWriteStream(path));
}

function* lines({ rows, days, seed }: FileSize): Generator<string> {
  const work = createWorkload({ users: 20_000, seed });
  const end = Date.now() - 86_400_000;
  yield 'user,at,action,theme,layout,visit,agent,ip\n';
  let block = '';
  for (let i = 0; i < rows; i++) {
    const a = work.next(Math.floor(end - ((rows - i) / rows) * days * 86_400_000));
    const details = (a.details ?? {}) as { theme?: string; layout?: string };
    block += `${[a.userId, new Date(a.createdAt as number).toISOString(), a.action, details.theme ?? '', details.layout ?? '', a.visitId, `"${a.userAgent}"`, a.ipAddress].join(',')}\n`;
    if (i % 500 === 499 || i === rows - 1) {
      yield block;
      block = '';
    }
  }
}

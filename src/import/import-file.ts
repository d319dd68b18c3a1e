import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { bumpCacheEpoch } from '../db/meta.ts';
import { patiently } from '../db/patiently.ts';
import { newAttempt } from '../ingest/dead-letters.ts';
import type { Ingest } from '../ingest/index.ts';
import { createBatches, type RowBatch } from './batches.ts';
import { compileMapping, type MapRow } from './compile.ts';
import { ImportError } from './errors.ts';
import type { Bytes } from './input/bytes.ts';
import { openText } from './input/text.ts';
import { createLanes } from './lanes.ts';
import type { ImportMapping } from './mapping.ts';
import { createOverlap, describeOverlap } from './overlap.ts';
import { openRefusals } from './refusals.ts';
import { createRowIds, createTextIds } from './row-id.ts';
import { type Format, formatOf } from './rows/format.ts';
import { createRecords, settledIn } from './rows/records.ts';
import { contentHash, lockSource, readRuns, saveRun } from './runs.ts';
import { identifySource } from './source.ts';
import { columnsSeen, createSummary, type ImportSummary } from './summary.ts';

export interface Progress {
  /** Data rows settled, those of earlier runs included. */
  readonly rows: number;
  /** Bytes of the file as it lies on disk, read and in all (null for standard input). */
  readonly position: number;
  readonly size: number | null;
}

export interface ImportOptions {
  readonly db: Database;
  readonly ingest: Pick<Ingest, 'writeHistory'>;
  readonly catalogue: CatalogueInput;
  readonly mapping: ImportMapping;
  readonly input: Bytes;
  /** Name of the source; default the hash of the first decompressed MiB. */
  readonly source?: string | undefined;
  /** Read rows again that earlier runs have done. Still adds nothing twice. */
  readonly fromStart?: boolean;
  readonly refusedPath: string;
  /** Stops after the batches under way. */
  readonly signal?: AbortSignal;
  readonly onSource?: (source: string, rowsDone: number) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Told once, as soon as rows look as if they came in before under another source. */
  readonly onWarning?: (message: string) => void;
}

const LANES = 2;
const SAVE_EVERY = 500;

/**
 * Imports a file of history: streamed, in bounded memory, each row once however often it is run.
 *
 * @throws ImportError where it can't go on; what was settled before stays, and a further run continues there
 * @example
 * const summary = await importFile({ db, ingest, catalogue, mapping, input: openInput('log.csv.gz'),
 *   refusedPath: 'data/refused/log.csv.gz.ndjson' });
 */
export async function importFile(o: ImportOptions): Promise<ImportSummary> {
  const begun = performance.now();
  try {
    const { start, chunks, encoding } = await openText(o.input, o.mapping.encoding);
    const format = formatOf(o.mapping, start, encoding);
    const runs = await readRuns(o.db);
    const { source, rowsDone, state, another } = identifySource({
      start,
      settled: settledIn(start, format),
      name: o.source,
      mapping: o.mapping,
      fromStart: o.fromStart ?? false,
      runs,
    });
    const lock = await lockSource(o.db, source);
    try {
      o.onSource?.(source, rowsDone);
      return await run({
        o,
        begun,
        source,
        sources: runs.map((each) => each.source),
        rowsDone,
        state,
        another,
        format,
        chunks,
      });
    } finally {
      await lock.release();
    }
  } finally {
    o.input.close();
  }
}

interface Job extends Pick<Parameters<typeof saveRun>[1], 'source' | 'rowsDone' | 'state'> {
  readonly o: ImportOptions;
  readonly begun: number;
  readonly another: boolean;
  /** Of all runs. */
  readonly sources: readonly string[];
  readonly format: Format;
  readonly chunks: AsyncIterable<Buffer>;
}

async function run({
  o,
  begun,
  source,
  rowsDone: before,
  state,
  format,
  chunks,
  ...job
}: Job): Promise<ImportSummary> {
  const summary = createSummary();
  const counts = { rows: 0, imported: 0, duplicates: 0, skipped: 0 };
  const refusals = await openRefusals(o.refusedPath, source, job.another ? null : before);
  const reader = createRecords(format, before);
  const ids = { ofRow: createRowIds(source), ofText: createTextIds(source) };
  const ownIds = o.mapping.columns.eventId !== undefined;
  const overlap = createOverlap(o.db, { source, sources: job.sources, ownIds });
  let warned = false;
  let now = { source, rowsDone: before, state };
  let savedAt = performance.now();
  /** The rows passed over are those that were done; until then the run is left as it was. */
  let known = before === 0 || state.last === null;

  const lanes = createLanes<RowBatch>({
    lanes: LANES,
    async write(batch) {
      await patiently(() => overlap.compare(batch.inputs), { signal: o.signal });
      const seen = overlap.state();
      if (seen && !warned) o.onWarning?.(describeOverlap(source, seen));
      warned ||= seen !== null;
      const attempt = newAttempt();
      batch.outcomes = await patiently(() => o.ingest.writeHistory(batch.inputs, 'import', attempt), {
        signal: o.signal,
      });
    },
    async settle(batch) {
      counts.rows += batch.rows;
      counts.skipped += batch.skipped;
      const refused = batch.refusals;
      batch.outcomes!.forEach((outcome, i) => {
        if (outcome.outcome === 'committed') {
          counts.imported++;
          summary.accept(batch.inputs[i]!);
        } else if (outcome.outcome === 'dead_letter') {
          const { row, text } = batch.origins[i]!;
          refused.push({ source, row, reason: outcome.reason, message: outcome.message, record: text });
        } else if (outcome.outcome === 'erased') {
          // Not in the list of refused rows: nothing of an erased user is written down again.
          const message = 'the user was erased; nothing of theirs is kept';
          summary.refuse({ reason: 'erased', message, row: batch.origins[i]!.row });
        } else if (outcome.outcome === 'duplicate') counts.duplicates++;
        // History is written or not: any other answer claims nothing, so the import must not either.
        else
          throw new ImportError(
            `row ${batch.origins[i]!.row} wasn't taken (${outcome.outcome}); run the same command again`,
          );
      });
      refused.sort((a, b) => a.row - b.row);
      for (const refusal of refused) summary.refuse(refusal);
      // Before the rows count as done: a kill in between lists them again, it never loses them.
      await refusals.write(refused);
      const tail = batch.tail && refused.every(({ row }) => row !== batch.tail!.row) ? batch.tail : null;
      now = {
        source,
        rowsDone: batch.end,
        state: {
          ...now.state,
          last: batch.last === null ? now.state.last : contentHash(batch.last),
          tail: tail ?? (now.state.tail && now.state.tail.row < batch.end ? null : now.state.tail),
        },
      };
      if (performance.now() - savedAt > SAVE_EVERY) await save();
      o.onProgress?.({ rows: now.rowsDone, position: o.input.position(), size: o.input.size });
    },
  });

  async function save(): Promise<void> {
    savedAt = performance.now();
    if (!known) return;
    if (now.rowsDone > 0 || now.state.tail) await patiently(() => saveRun(o.db, now), { signal: o.signal });
  }

  let mapRow: MapRow | undefined;
  let whole = false;
  const batches = createBatches({ source, from: before, tail: state.tail, send: lanes.send });
  try {
    for await (const chunk of chunks) {
      if (o.signal?.aborted) break;
      const rows = reader.push(chunk);
      mapRow ??= ready() ? compileMapping(o.mapping, o.catalogue, reader.columns, ids) : undefined;
      checkSkipped();
      for (const row of rows) {
        await batches.add(row, mapRow!);
        if (o.signal?.aborted) break;
      }
    }
    if (!o.signal?.aborted) {
      const rows = reader.end();
      if (!ready()) throw new ImportError('the file is empty: it has no header row');
      mapRow ??= compileMapping(o.mapping, o.catalogue, reader.columns, ids);
      if (reader.seen < before)
        throw new ImportError(
          `the file has ${reader.seen} rows, but ${before} were imported from it before: it was cut off or ` +
            'replaced. Give the whole file, or another --source for another file',
        );
      checkSkipped();
      for (const row of rows) await batches.add(row, mapRow);
      whole = true;
    }
  } finally {
    // Also where reading failed: what was read before stays, and the next run goes on behind it.
    try {
      await batches.flush();
      await lanes.drain();
    } finally {
      await save();
      await refusals.close();
      if (counts.imported > 0) await bumpCacheEpoch(o.db);
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  return {
    source,
    ...counts,
    before,
    ...summary.state(),
    seconds: Math.round(seconds * 1000) / 1000,
    rowsPerSecond: Math.round(counts.rows / seconds),
    stopped: !whole,
    dryRun: false,
    refusedFile: summary.state().refused > 0 ? o.refusedPath : null,
    overlap: overlap.state(),
    ...columnsSeen(mapRow),
  };

  function ready(): boolean {
    return format.kind !== 'csv' || reader.columns !== null;
  }

  /** The last row that is passed over must be the one that was done. */
  function checkSkipped(): void {
    const { skipped } = reader;
    if (known || !skipped) return;
    known = contentHash(skipped.text) === state.last;
    if (known) return;
    throw new ImportError(
      `row ${skipped.row} isn't what it was when it was imported: the file was rewritten, not only added to. ` +
        'Give --from-start to read all of it (rows at another position than before then count twice), ' +
        'or another --source for another file',
    );
  }
}

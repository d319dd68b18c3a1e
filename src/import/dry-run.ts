import type { CatalogueInput } from '../catalogue/index.ts';
import { createAccept } from '../ingest/accept.ts';
import { compileMapping, type MapRow } from './compile.ts';
import { ImportError, Refused } from './errors.ts';
import type { Bytes } from './input/bytes.ts';
import { openText } from './input/text.ts';
import type { ImportMapping } from './mapping.ts';
import type { Refusals, ToldRefusal } from './refusals.ts';
import { createRowIds, createTextIds } from './row-id.ts';
import { formatOf } from './rows/format.ts';
import { createRecords, type Row } from './rows/records.ts';
import { contentHash } from './runs.ts';
import { columnsSeen, createSummary, type ImportSummary } from './summary.ts';

export interface DryRunOptions {
  readonly catalogue: CatalogueInput;
  readonly mapping: ImportMapping;
  readonly input: Bytes;
  readonly source?: string | undefined;
  readonly signal?: AbortSignal;
  readonly refusals?: (source: string) => Promise<Refusals>;
  readonly onProgress?: (progress: { rows: number; position: number; size: number | null }) => void;
}

/** Reads and checks a whole file as an import would, without a database: what would come in, and what not. */
export async function dryRun(o: DryRunOptions): Promise<ImportSummary> {
  const begun = performance.now();
  const accept = createAccept(o.catalogue);
  const keep = (raw: string | null | undefined) => raw ?? null;
  const checks = { source: 'import', now: Date.now(), history: true, ipAddress: keep, userAgent: keep };
  const summary = createSummary();
  let imported = 0;
  let skipped = 0;
  let mapRow: MapRow | undefined;

  function check(row: Row): Pick<ToldRefusal, 'reason' | 'message' | 'unmapped'> | null {
    const mapped = row.content instanceof Refused ? row.content : mapRow!(row.content, row.row);
    if (mapped === null) {
      skipped++;
      return null;
    }
    if (mapped instanceof Refused) return mapped;
    const accepted = accept(mapped, checks);
    if (!accepted.ok) return accepted.letter;
    imported++;
    summary.accept(mapped);
    return null;
  }

  try {
    const { start, chunks, encoding } = await openText(o.input, o.mapping.encoding);
    const format = formatOf(o.mapping, start, encoding);
    const reader = createRecords(format);
    const source = o.source ?? o.mapping.source ?? `sha256:${contentHash(start)}`;
    const ids = { ofRow: createRowIds(source), ofText: createTextIds(source) };
    const refusals = await o.refusals?.(source);
    const compile = () => compileMapping(o.mapping, o.catalogue, reader.columns, ids);
    const take = async (rows: Row[]) => {
      if (format.kind !== 'csv' || reader.columns) mapRow ??= compile();
      for (const row of rows) {
        const found = check(row);
        if (!found) continue;
        const { reason, message, unmapped } = found;
        const refusal = { source, row: row.row, reason, message, record: row.text, unmapped };
        summary.refuse(refusal);
        await refusals?.write([refusal]);
      }
    };
    for await (const chunk of chunks) {
      await take(reader.push(chunk));
      o.onProgress?.({ rows: reader.seen, position: o.input.position(), size: o.input.size });
      if (o.signal?.aborted) break;
    }
    if (!o.signal?.aborted) await take(reader.end());
    if (!mapRow && !o.signal?.aborted) throw new ImportError('the file is empty: it has no header row');
    await refusals?.close();
    const seconds = (performance.now() - begun) / 1000;
    return {
      source,
      rows: reader.seen,
      before: 0,
      imported,
      duplicates: 0,
      skipped,
      ...summary.state(),
      seconds: Math.round(seconds * 1000) / 1000,
      rowsPerSecond: Math.round(reader.seen / seconds),
      stopped: o.signal?.aborted ?? false,
      dryRun: true,
      refusedFile: null,
      overlap: null,
      ...columnsSeen(mapRow),
    };
  } finally {
    o.input.close();
  }
}

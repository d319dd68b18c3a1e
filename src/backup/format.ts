import { z } from 'zod';

/** Told apart by the first entry's `format`; raised where an older program couldn't read a newer file. */
export const BACKUP_FORMAT = 'joip-analytics-backup';
export const FORMAT_VERSION = 1;

export const HEADER = 'header.json';
export const MANIFEST = 'manifest.json';

/** Bytes of a table in one entry of the archive: a tar entry tells its size first, a COPY never does. */
export const PART_BYTES = 1024 * 1024;

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The first entry: what the file holds, and what a database needs to take it. */
export const Header = z.object({
  format: z.literal(BACKUP_FORMAT),
  version: z.number().int(),
  /** When the snapshot was taken, ISO 8601. */
  createdAt: z.string(),
  /** Versions of this package and of the PostgreSQL server. */
  program: z.string(),
  server: z.string(),
  schema: name,
  /** Applied to the schema, oldest first. */
  migrations: z.array(z.string()).min(1),
  catalogue: z.object({ name: z.string(), fingerprint: z.string() }),
  timezone: z.string(),
  /** Partitions of the log, as `2026-03`. */
  months: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
  /** In the order of the file, which is that of their foreign keys. */
  tables: z.array(z.object({ name, columns: z.array(name).min(1) })),
});
export type Header = z.infer<typeof Header>;

const TableSum = z.object({ rows: count, bytes: count, sha256 });
export type TableSum = z.infer<typeof TableSum>;

/** The last entry: a file without it was cut short. */
export const Manifest = z.object({
  /** Of the first entry's bytes. */
  headerSha256: sha256,
  tables: z.record(name, TableSum),
  /** Sequences, those of identity columns among them, as they stood after the tables were read. */
  sequences: z.record(name, z.object({ value: z.number().int(), called: z.boolean() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** `tables/users/000001.copy`: COPY's text format, rows parted by line feeds. */
export const partName = (table: string, part: number): string =>
  `tables/${table}/${String(part).padStart(6, '0')}.copy`;

const PART = /^tables\/([a-z0-9_]+)\/(\d{6,9})\.copy$/;

export function parsePartName(entry: string): { table: string; part: number } | null {
  const found = PART.exec(entry);
  return found && { table: found[1]!, part: Number(found[2]) };
}

/** Told while a backup is made, verified or restored. */
export interface BackupProgress {
  readonly step: 'write' | 'verify' | 'restore' | 'schema' | 'analyze' | 'count' | 'blocks' | 'reconcile';
  readonly table?: string;
  /** Rows of that table so far. */
  readonly rows?: number;
  /** That table is done. */
  readonly done?: boolean;
}
export type OnProgress = (progress: BackupProgress) => void;

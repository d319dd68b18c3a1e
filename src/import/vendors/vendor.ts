import type { ImportMapping } from '../mapping.ts';

/** A ready mapping of one program's export. */
export interface Vendor {
  readonly mapping: Omit<ImportMapping, 'actions'>;
  /** What the program records by itself → action of a catalogue that has it; null leaves such rows out. */
  readonly actions: Readonly<Record<string, string | null>>;
}

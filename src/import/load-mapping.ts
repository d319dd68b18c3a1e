import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { z } from 'zod';
import type { CatalogueInput } from '../catalogue/index.ts';
import { unknownField } from '../contract/index.ts';
import { ImportError } from './errors.ts';
import { ImportMapping } from './mapping.ts';
import { VENDORS, type VendorName, vendorMapping } from './vendors/index.ts';

export interface MappingSources {
  /** A mapping file: JSON, or a TypeScript/JavaScript module whose default export is the mapping. */
  readonly map?: string | undefined;
  /** A ready mapping; what `map` says goes before it. */
  readonly as?: VendorName | undefined;
  /** A file with the `actions` of the mapping alone. */
  readonly actions?: string | undefined;
  readonly catalogue: CatalogueInput;
}

/**
 * Puts together what a file's columns mean.
 *
 * @throws ImportError that names the file, the key and what is accepted
 */
export async function loadMapping(o: MappingSources): Promise<ImportMapping> {
  const own = o.map === undefined ? {} : await contentOf(o.map);
  const table = o.actions === undefined ? undefined : await loadActions(o.actions);
  if (typeof own !== 'object' || own === null) return parseMapping(own, o.map);
  const with_ =
    table === undefined ? own : { ...own, actions: { ...(own as ImportMapping).actions, ...table } };
  const from = o.map ?? o.actions ?? 'the mapping';
  return parseMapping(o.as === undefined ? with_ : vendorMapping(VENDORS[o.as], with_, o.catalogue), from);
}

/** A table of actions by itself. @throws ImportError */
export async function loadActions(path: string): Promise<Record<string, string | null>> {
  const parsed = z.record(z.string(), z.string().nullable()).safeParse(await contentOf(path));
  if (parsed.success) return parsed.data;
  throw new ImportError(
    `${path}: takes one object of names and actions of the catalogue, such as {"Song Played": "session_viewed", "Ping": null}`,
  );
}

/** What the mapping takes where, to suggest the key that was meant. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(ImportMapping.shape),
  columns: Object.keys(ImportMapping.shape.columns.shape),
};

/** @param from named in the error */
export function parseMapping(value: unknown, from = 'the mapping'): ImportMapping {
  const parsed = ImportMapping.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys
        .map(
          (key) => `${[...issue.path, key].join('.')} ${unknownField(key, KEYS[issue.path.join('.')] ?? [])}`,
        )
        .join('; ');
    return `${issue.path.join('.') || 'the mapping'}: ${issue.message}`;
  });
  throw new ImportError(`${from}: ${problems.join('; ')}. See docs/import.md for every key`);
}

async function contentOf(path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    const jiti = createJiti(import.meta.url, { moduleCache: false });
    return await jiti.import(resolve(path), { default: true });
  } catch (error) {
    throw new ImportError(`the mapping ${path} can't be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { ImportError } from './errors.ts';
import { ImportMapping } from './mapping.ts';

/**
 * Reads a mapping file: JSON, or a TypeScript/JavaScript module whose default export is the mapping.
 *
 * @throws ImportError that names the file, the key and what is accepted
 */
export async function loadMapping(path: string): Promise<ImportMapping> {
  return parseMapping(await contentOf(path), path);
}

/** @param from named in the error */
export function parseMapping(value: unknown, from = 'the mapping'): ImportMapping {
  const parsed = ImportMapping.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `${[...issue.path, issue.keys.join(', ')].join('.')} is not known`;
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
    throw new ImportError(`the mapping ${path} can not be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

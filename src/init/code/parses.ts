import { createJiti } from 'jiti';

/** Whether a text is JavaScript or TypeScript that can be run; what jiti compiles configuration files with tells it. */
export function parses(path: string, text: string): boolean {
  try {
    createJiti(import.meta.url).transform({
      source: text.replace(/^\uFEFF?(?:#![^\n]*)?/, ''),
      filename: path,
      ts: /ts[x]?$/.test(path),
      jsx: /x$/.test(path),
    });
    return true;
  } catch {
    return false;
  }
}

import { ImportError } from '../errors.ts';
import { columnsOf, type ImportMapping } from '../mapping.ts';
import { fits, splitRecord } from './csv.ts';
import type { JsonShape } from './json.ts';

/** How a file's rows are cut: what the mapping says, and what is in the file where it says nothing. */
export type Format = { readonly encoding: string } & (
  | { readonly kind: 'csv'; readonly delimiter: string; readonly header: readonly string[] | null }
  | { readonly kind: 'lines' }
  | { readonly kind: 'json'; readonly shape: JsonShape }
);

const DELIMITERS = [',', ';', '\t', '|'];
/** Excel's first line, which names the separator and is no row. */
export const SEP_LINE = /^"?sep=(.)"?\r?$/i;

/** @param start the first decompressed MiB, as UTF-8 */
export function formatOf(mapping: ImportMapping, start: Buffer, encoding: string): Format {
  const text = start.toString('utf8').replace(/^\uFEFF/, '');
  if (isJson(mapping, text)) return { encoding, ...jsonOf(mapping, text.trimStart()) };
  const header = Array.isArray(mapping.header) ? mapping.header : null;
  return { encoding, kind: 'csv', delimiter: delimiterOf(mapping, header, text), header };
}

/** A list of lists or of numbers is no table of ours, and `[user],time` is a header. */
function isJson({ format, header, delimiter }: ImportMapping, text: string): boolean {
  if (format) return format === 'ndjson' || format === 'json';
  return header === undefined && delimiter === undefined && /^\s*(?:\{|\[\s*[{\]])/.test(text);
}

function delimiterOf(mapping: ImportMapping, header: readonly string[] | null, text: string): string {
  if (mapping.delimiter) return mapping.delimiter;
  if (mapping.format === 'tsv') return '\t';
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  const told = SEP_LINE.exec(first);
  if (told) return told[1]!;
  const wanted = Object.values(mapping.columns).flatMap(columnsOf);
  // The one under which the file has the columns that are asked for; then the one that cuts most.
  const score = (delimiter: string): readonly [number, number] => {
    if (!fits(first, delimiter)) return [-1, 0];
    const fields = splitRecord(first.replace(/\r$/, ''), delimiter).map((field) => field.trim());
    const hits = header
      ? Number(fields.length === header.length)
      : wanted.filter((c) => fields.includes(c)).length;
    return [hits, fields.length];
  };
  return DELIMITERS.map((delimiter) => ({ delimiter, score: score(delimiter) })).reduce((best, each) =>
    each.score[0] > best.score[0] || (each.score[0] === best.score[0] && each.score[1] > best.score[1])
      ? each
      : best,
  ).delimiter;
}

function jsonOf(
  mapping: ImportMapping,
  text: string,
): { kind: 'lines' } | { kind: 'json'; shape: JsonShape } {
  if (mapping.rows !== undefined) return { kind: 'json', shape: { key: mapping.rows } };
  if (/^\[\s*[{\]]/.test(text)) return { kind: 'json', shape: 'list' };
  const { lists, keys, end } = outline(text);
  const wanted = Object.values(mapping.columns)
    .flatMap(columnsOf)
    .flatMap((name) => [name, name.split('.')[0]!]);
  // An object without any column that is asked for, but with a list of objects, is what rows come in.
  if (lists.length > 0 && !wanted.some((name) => keys.has(name))) {
    if (lists.length > 1)
      throw new ImportError(
        `the JSON holds several lists (${lists.join(', ')}); name the one with the rows by "rows" in the mapping`,
      );
    return { kind: 'json', shape: { key: lists[0]! } };
  }
  const first = text.slice(0, end ?? text.length);
  return end !== null && first.includes('\n') ? { kind: 'json', shape: 'values' } : { kind: 'lines' };
}

/** Keys of a JSON text's first object, those that hold a list of objects, and where it ends (null: later). */
function outline(text: string) {
  const keys = new Set<string>();
  const lists: string[] = [];
  let depth = 0;
  for (const token of text.matchAll(/"((?:[^"\\]|\\[\s\S])*)"(?:(\s*:)(\s*\[\s*\{)?)?|[[{\]}]/g)) {
    const [all, string, colon, list] = token;
    if (string === undefined) depth += all === '{' || all === '[' ? 1 : -1;
    else if (colon !== undefined && depth === 1) {
      keys.add(string);
      if (list !== undefined) lists.push(string);
    }
    if (list !== undefined) depth += 2;
    if (depth === 0) return { keys, lists, end: token.index + all.length };
  }
  return { keys, lists, end: null };
}

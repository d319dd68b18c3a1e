import { isUtf8 } from 'node:buffer';
import { ImportError, Refused } from '../errors.ts';
import type { TakeRecord } from './csv.ts';
import { headOf, MAX_RECORD, notText, TOO_LARGE } from './lines.ts';

/**
 * Where a JSON file's rows are: values one behind the other, the elements of a list, or those of the list
 * under a key of an object. Files of the last two may stand one behind the other, as fetched page by page.
 */
export type JsonShape = 'values' | 'list' | { readonly key: string };

const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Cuts JSON into the texts of its rows, in memory bounded by the largest row. Only brackets and strings are
 * looked at: what stands between two commas is a row, and refused by itself where it is no JSON.
 */
export function createJsonRecords(
  shape: JsonShape,
  take: TakeRecord,
  o: { max?: number; encoding?: string } = {},
) {
  const { max = MAX_RECORD, encoding = 'utf-8' } = o;
  /** How deep rows lie. */
  const base = shape === 'values' ? 0 : shape === 'list' ? 1 : 2;
  let depth = 0;
  let inRows = shape === 'values';
  let found = false;
  let inString = false;
  let escaped = false;
  let key: Buffer[] | null = null;
  let lastKey: string | null = null;

  let collecting = false;
  let parts: Buffer[] = [];
  let size = 0;
  let head: string | null = null;
  let settled = 0;
  /** Bytes before this chunk. */
  let passed = 0;

  function keep(bytes: Buffer): void {
    size += bytes.length;
    if (head !== null) return;
    parts.push(bytes);
    if (size <= max) return;
    head = headOf(Buffer.concat(parts));
    parts = [];
  }

  function finish(bytes: Buffer, end: number): void {
    keep(bytes);
    const all = head === null ? Buffer.concat(parts) : null;
    const refused = all === null ? TOO_LARGE : isUtf8(all) ? null : notText(encoding);
    const text = all === null ? head! : all.toString('utf8');
    collecting = false;
    parts = [];
    size = 0;
    head = null;
    settled = passed + end;
    take(text, refused, true);
  }

  function push(chunk: Buffer): void {
    let start = collecting ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (key) {
            lastKey = textOf(key);
            key = null;
          }
          continue;
        }
        key?.push(chunk.subarray(i, i + 1));
        continue;
      }
      const atRows = inRows && depth === base;
      if (collecting && atRows && (isBlank(byte) || byte === COMMA || byte === CLOSE_LIST)) {
        finish(chunk.subarray(start, i), i);
        start = -1;
      }
      if (isBlank(byte) || byte === COLON) continue;
      if (byte === COMMA) {
        if (!collecting) lastKey = null;
        continue;
      }
      if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        if (atRows && !collecting) {
          if (byte === CLOSE_LIST && shape !== 'values') {
            inRows = false;
            depth--;
          } else take(String.fromCharCode(byte), STRAY, true);
          continue;
        }
        if (depth === 0) throw foreign();
        depth--;
        if (collecting && depth === base) {
          finish(chunk.subarray(start, i + 1), i + 1);
          start = -1;
        } else if (depth === 0 && shape !== 'values') {
          if (!found) throw noList(shape);
          found = false;
        }
        continue;
      }
      if (atRows && !collecting) {
        collecting = true;
        start = i;
      }
      if (byte === QUOTE) {
        inString = true;
        if (!inRows && depth === 1 && typeof shape === 'object') key = [];
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        if (!inRows && depth === 0 && byte !== (shape === 'list' ? OPEN_LIST : OPEN_OBJECT)) throw foreign();
        depth++;
        if (!inRows && byte === OPEN_LIST && depth === base && (shape === 'list' || isTheList())) {
          inRows = true;
          found = true;
        }
      } else if (!inRows && depth === 0) throw foreign();
    }
    if (collecting) keep(start > 0 ? chunk.subarray(start) : chunk);
    passed += chunk.length;
  }

  const isTheList = () => typeof shape === 'object' && lastKey === shape.key;

  return {
    push,
    end(): void {
      if (collecting && depth === 0 && !inString) finish(Buffer.alloc(0), 0);
      if (depth > 0 || inString || collecting)
        throw new ImportError(
          'the JSON ends in the middle: the file is cut off. Rows read so far are kept; ' +
            'get the whole file and run the same command again',
        );
    },
    /** Bytes up to the end of the last whole row. */
    get settled() {
      return settled;
    },
  };
}

const STRAY = new Refused('syntax', 'a bracket closes nothing that was opened');
const foreign = () =>
  new ImportError('the JSON goes on with something else than rows behind its list; rows before it are kept');
const noList = (shape: JsonShape) =>
  new ImportError(
    typeof shape === 'object'
      ? `the JSON holds no list "${shape.key}"; name the one with the rows by "rows" in the mapping`
      : 'the JSON holds no list of rows',
  );

function textOf(parts: readonly Buffer[]): string {
  const raw = Buffer.concat(parts).toString('utf8');
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

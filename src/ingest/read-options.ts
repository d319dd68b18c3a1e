import { Unreadable, unknownFields } from '../contract/index.ts';
import type { HostTransaction } from './host.ts';
import { wordsOf } from './letter-payload.ts';

/** What a call that records may be told beside what it records. */
export interface RecordOptions {
  /** The caller's open transaction: what is recorded commits with it or not at all. */
  readonly tx?: HostTransaction | undefined;
}

/** Reads the second argument of `track` and of facts. Null options are no options; a misspelt one is told. */
export function readOptions(given: unknown): RecordOptions | Unreadable {
  if (given === undefined || given === null) return {};
  try {
    if (typeof given !== 'object') return new Unreadable('options take an object, such as { tx: client }');
    const unknown = Object.entries(unknownFields(given, ['tx']))[0];
    if (unknown) return new Unreadable(`options.${unknown[0]} ${unknown[1]}`);
    const tx: unknown = (given as { tx?: unknown }).tx ?? undefined;
    if (tx === undefined) return {};
    return typeof (tx as Partial<HostTransaction>).query === 'function'
      ? { tx: tx as HostTransaction }
      : new Unreadable('options.tx takes an open transaction: anything with query(text, values)');
  } catch (thrown) {
    return new Unreadable(`options can't be read: ${wordsOf(thrown)}`);
  }
}

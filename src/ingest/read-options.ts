import { unknownFields } from '../contract/index.ts';
import type { HostTransaction } from './host.ts';
import { wordsOf } from './letter-payload.ts';

/** What a call that records may be told beside what it records. */
export interface RecordOptions {
  /** The caller's open transaction: what is recorded commits with it or not at all. */
  readonly tx?: HostTransaction | undefined;
  /** Whether the call rejects where nothing was written. */
  readonly mustCommit?: boolean | undefined;
}

/** Options of which something can't be read. */
export interface UnreadableOptions extends RecordOptions {
  readonly why: string;
  /** A transaction was meant, but it is none: nothing may be left behind by another way. */
  readonly noTransaction: boolean;
}

const NAMES = ['tx', 'mustCommit'];

/** Reads the second argument of `track` and of facts. Null options are no options; a misspelt one is told. */
export function readOptions(given: unknown): RecordOptions | UnreadableOptions {
  if (given === undefined || given === null) return {};
  const unreadable = (why: string, noTransaction = false, rest: RecordOptions = {}) => ({
    ...rest,
    why,
    noTransaction,
  });
  try {
    if (typeof given !== 'object') return unreadable('options take an object, such as { tx: client }');
    const { tx, mustCommit } = given as { tx?: unknown; mustCommit?: unknown };
    const told = { mustCommit: mustCommit === true };
    if (tx !== undefined && tx !== null && typeof (tx as Partial<HostTransaction>).query !== 'function')
      return unreadable(
        'options.tx takes an open transaction: anything with query(text, values), or what joip-analytics/tx/… makes of one (docs/transactions.md)',
        true,
        told,
      );
    const read: RecordOptions = tx ? { ...told, tx: tx as HostTransaction } : told;
    if (typeof (mustCommit ?? false) !== 'boolean')
      return unreadable('options.mustCommit takes true or false', false, read);
    const unknown = Object.entries(unknownFields(given, NAMES))[0];
    return unknown ? unreadable(`options.${unknown[0]} ${unknown[1]}`, false, read) : read;
  } catch (thrown) {
    return unreadable(`options can't be read: ${wordsOf(thrown)}`);
  }
}

import { type AuditKeys, seal } from './keys.ts';

/**
 * `genesis` begins a chain; `intent` comes before the data, `completion` after it; `denial` is a refusal;
 * `event` is something done that was no access to data, such as a sign-in.
 */
export type Phase = 'genesis' | 'intent' | 'completion' | 'denial' | 'event';

/** What happened, as it is stored: persons by their tokens, parameters as JSON text. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly requestId: string;
  readonly phase: Phase;
  readonly actor: string;
  readonly endpoint: string;
  readonly target: string | null;
  readonly parameters: string | null;
  readonly status: number | null;
  readonly rows: number | null;
  /** The page view that the request is a part of, where its caller says so: `page.id`. */
  readonly view: string | null;
}

/** A place in a chain: its row's number from 0, and that row's hash. */
export interface Head {
  readonly chain: string;
  readonly seq: number;
  readonly hash: Buffer;
}

export interface ChainRow extends Entry, Head {}

/** Hash before a chain's first row. */
export const NO_HASH = Buffer.alloc(32);

/** The keyed hash that binds a row's place and content to the row before it. */
export const rowHash = (keys: AuditKeys, before: Buffer, chain: string, seq: number, e: Entry): Buffer =>
  seal(
    keys.chain,
    'row',
    before.toString('hex'),
    chain,
    seq,
    e.at,
    e.requestId,
    e.phase,
    e.actor,
    e.endpoint,
    e.target,
    e.parameters,
    e.status,
    e.rows,
    // Rows of before there were views, and those of none, are sealed as they always were; an array that is longer is no other.
    ...(e.view === null ? [] : [e.view]),
  );

/** The columns of a row, as `rowOf` reads them. */
export const ROW_COLUMNS =
  'chain, seq, at, request_id as "requestId", phase, actor, endpoint, target, parameters, status, rows, view, hash';

export type StoredRow = Omit<ChainRow, 'at'> & { readonly at: Date };

export const rowOf = (stored: StoredRow): ChainRow => ({ ...stored, at: stored.at.getTime() });

/** The import can't go on: the message says what is wrong and what to do. Nothing imported before is lost. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** Why a row wasn't imported. Reasons of ingest (poison, id_conflict, …) come beside these. */
export type RefusalReason =
  | 'syntax'
  | 'encoding'
  | 'too_large'
  | 'unclosed_quote'
  | 'row_shape'
  | 'row_changed'
  | 'missing_user'
  | 'missing_action'
  | 'unmapped_action'
  | 'missing_time'
  | 'missing_id'
  | 'invalid_time'
  | 'invalid_value'
  | 'erased';

/** A row that a reader or the mapping refuses: a value, not a throw, since it is expected in any real file. */
export class Refused {
  readonly reason: RefusalReason;
  readonly message: string;
  /** The name that stands for no action, where that is the reason. */
  readonly unmapped: string | undefined;
  constructor(reason: RefusalReason, message: string, unmapped?: string) {
    this.reason = reason;
    this.message = message;
    this.unmapped = unmapped;
  }
}

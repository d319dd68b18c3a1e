/** A column of a list as SQL: what it is called outside, what it holds, and the expression that tells it. */
export interface SqlColumn {
  readonly name: string;
  /** `instant`: a timestamptz. `none`: empty, whatever the row. */
  readonly kind: 'text' | 'number' | 'instant' | 'date' | 'flag' | 'json' | 'none';
  readonly sql: string;
}

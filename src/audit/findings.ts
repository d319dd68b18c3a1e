/**
 * What is wrong: `changed` content, `missing` rows (removed), `inserted` ones, a chain that ends before its
 * `truncated` head, an anchor or signature that is `forged`, a word of `audit_subjects` that was altered or
 * removed (`subject`), or rows under `another_key`. Of the file of signed heads: it is missing, empty, of another
 * installation or cut (`head_file`), or its last line is half written (`torn`), which is no tampering.
 */
export type FindingKind =
  | 'changed'
  | 'missing'
  | 'inserted'
  | 'truncated'
  | 'forged'
  | 'subject'
  | 'another_key'
  | 'head_file'
  | 'torn';

export interface AuditFinding {
  readonly kind: FindingKind;
  readonly chain: string | null;
  /** Number of the row in its chain. */
  readonly seq: number | null;
  /** When the row says it was written, or the one next to it. */
  readonly at: string | null;
  readonly message: string;
}

/** Keeps the first findings and counts the rest. */
export function createFindings(limit: number) {
  const list: AuditFinding[] = [];
  let total = 0;
  return {
    add(
      kind: FindingKind,
      message: string,
      place: { chain?: string; seq?: number; at?: number | string } = {},
    ): void {
      total++;
      if (list.length >= limit) return;
      const at = place.at === undefined ? null : new Date(place.at).toISOString();
      list.push({ kind, chain: place.chain ?? null, seq: place.seq ?? null, at, message });
    },
    list: list as readonly AuditFinding[],
    total: () => total,
  };
}

export type Findings = ReturnType<typeof createFindings>;

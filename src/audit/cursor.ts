/** A place in the log: the last row that was shown. */
export interface AuditPlace {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly chain: string;
  readonly seq: number;
}

export const encodePlace = ({ at, chain, seq }: AuditPlace): string =>
  Buffer.from(`${at} ${chain} ${seq}`).toString('base64url');

/** Null for anything that `encodePlace` did not make. */
export function decodePlace(cursor: string): AuditPlace | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, chain, seq] =
    /^(\d{1,14}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\d{1,15})$/.exec(text) ?? [];
  return chain === undefined ? null : { at: Number(at), chain, seq: Number(seq) };
}

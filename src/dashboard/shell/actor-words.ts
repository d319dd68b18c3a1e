import type { AuditEntry } from '../../contract/families/audit/index.ts';

/** Who it was, in a word. */
export function actorWords({ kind, id, email, name }: AuditEntry['actor']): string {
  if (id === null) return 'an erased person';
  const bare = id.slice(kind.length + 1);
  if (kind === 'key') return `key ${name ?? bare}`;
  if (kind === 'anonymous') return `nobody signed in, ${bare}`;
  return email ?? (bare || kind);
}

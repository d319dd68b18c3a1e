import * as texts from '#texts/actors.ts';
import type { AuditEntry } from '../../contract/families/audit/index.ts';

/** Who it was, in a word. */
export function actorWords({ kind, id, email, name }: AuditEntry['actor']): string {
  if (id === null) return texts.anErasedPerson;
  const bare = id.slice(kind.length + 1);
  if (kind === 'key') return texts.key(name ?? bare);
  if (kind === 'anonymous') return texts.nobodySignedIn(bare);
  return email ?? (bare || kind);
}

import type { RetentionPreview } from '../../../contract/families/privacy/index.ts';
import { exact, plural } from '../../format/number.ts';

/** What goes, or went, in words; empty where nothing does. */
export function removedWords(what: RetentionPreview & { readonly rows?: number }): string[] {
  const sum = (name: 'rows' | 'signals') => what.features.reduce((total, each) => total + each[name], 0);
  const counts: [number, string, string][] = [
    [what.rows ?? sum('rows'), 'activity', 'activities'],
    [sum('signals'), 'signal', 'signals'],
    [what.auditLog, 'audit entry', 'audit entries'],
    [what.deadLetters, 'dead letter', 'dead letters'],
  ];
  return counts.filter(([n]) => n > 0).map(([n, one, many]) => `${exact(n)} ${plural(n, one, many)}`);
}

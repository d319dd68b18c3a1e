import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/settings.ts';
import type { RetentionPreview } from '../../../contract/families/privacy/index.ts';
import { exact } from '../../format/number.ts';

/** What goes, or went, in words; empty where nothing does. */
export function removedWords(what: RetentionPreview & { readonly rows?: number }): string[] {
  const sum = (name: 'rows' | 'signals') => what.features.reduce((total, each) => total + each[name], 0);
  const counts: [number, (n: number) => string][] = [
    [what.rows ?? sum('rows'), nouns.activities],
    [sum('signals'), texts.signals],
    [what.auditLog, texts.auditEntries],
    [what.deadLetters, texts.deadLetters],
  ];
  return counts.filter(([n]) => n > 0).map(([n, words]) => `${exact(n)} ${words(n)}`);
}

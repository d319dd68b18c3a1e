import { takeLines } from '../frameworks/module-text.ts';
import type { Language } from '../project/language.ts';
import type { Proposal } from './try.ts';

/** The configuration file, without its first line. */
export function configText(proposals: readonly Proposal[], variable: string, language: Language): string {
  const exports = language.modules === 'import' ? 'export default' : 'module.exports =';
  return [
    ...takeLines(language, [['{ defineConfig }', 'joip-analytics']]),
    '',
    `${exports} defineConfig({`,
    `  databaseUrl: process.env.${variable},`,
    '  // Where your own tables hold what reports need. They are read, never written: docs/platform-facts.md',
    '  facts: {',
    ...[
      ...proposals.filter(({ state }) => state !== 'none').flatMap(foundLines),
      ...missingLines(proposals),
    ].map((line) => `    ${line}`),
    '  },',
    '});',
    '',
  ].join('\n');
}

function foundLines(proposal: Proposal): string[] {
  const { relation, table, state, open } = proposal;
  if (state === 'tried') return [`// Of ${oneLine(table!)}: tried.`, entryOf(proposal)];
  return [
    `${relation}: look at it, then take the slashes away.`,
    ...open.map((each) => `- ${each}`),
    entryOf(proposal),
  ].map(commented);
}

function missingLines(proposals: readonly Proposal[]): string[] {
  const missing = proposals.filter(({ state }) => state === 'none');
  if (missing.length === 0) return [];
  return [
    'No table looks like these: record them as they happen, or name yours.',
    ...missing.map(entryOf),
  ].map(commented);
}

const entryOf = ({ relation, sql }: Proposal): string =>
  `${relation}: \`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\`,`;

const commented = (line: string): string => `// ${oneLine(line)}`;

/** A name may hold anything; a comment ends with its line. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');

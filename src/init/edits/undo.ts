import { closedAt, codeOf } from '../code/mask.ts';
import { MOUNT } from '../frameworks/module-text.ts';
import { IN_LINE, OPTION_IN_LINE } from '../frameworks/next.ts';
import { MARK } from './mount-lines.ts';

/** What is left of a file without what init wrote into it, and what of that it can't take away. */
export interface Undone {
  readonly text: string;
  readonly left: readonly string[];
}

const BOM = /^\uFEFF?/;

/**
 * Takes init's insertions out of a file of the host's: whole lines that end in init's mark, what it put within a line,
 * and the call that it handed an app through. Everything else stays byte for byte.
 */
export function undone(text: string): Undone {
  const [bom] = BOM.exec(text)!;
  const left: string[] = [];
  const kept: [line: string, end: string][] = [];
  const lines = inLineRemoved(handedBack(text.slice(bom.length))).matchAll(/([^\r\n]*)(\r?\n|$)/g);
  let number = 0;
  for (const [, line = '', end = ''] of lines) {
    number++;
    if (!line.trimEnd().endsWith(MARK)) kept.push([line, end]);
    else if (!isWhole(line)) {
      left.push(`line ${number}: ${line.trim()}`);
      kept.push([line, end]);
    }
    // It was put behind the last line, which ended without a break.
    else if (end === '' && kept.length > 0) kept.at(-1)![1] = '';
  }
  return { text: bom + kept.map((each) => each.join('')).join(''), left };
}

/** What was put into the configuration of Next.js, within a line. */
const inLineRemoved = (text: string): string =>
  text
    .replaceAll(`'joip-analytics'${IN_LINE}, `, '')
    .replaceAll(`'joip-analytics'${IN_LINE}`, '')
    .replaceAll(OPTION_IN_LINE, '');

/** One statement in itself: a formatter may have broken it up since. */
function isWhole(line: string): boolean {
  const code = codeOf(line);
  let depth = 0;
  for (const char of code) {
    if ('([{'.includes(char)) depth++;
    if (')]}'.includes(char) && --depth < 0) return false;
  }
  return depth === 0;
}

/** `mountAnalytics(express())` is `express()` again. */
function handedBack(text: string): string {
  const isImported = new RegExp(`\\{ ${MOUNT} \\}.*${MARK}`).test(text);
  const pattern = new RegExp(`(?:require\\(\\s*(['"])[^'"\\n]*\\1\\s*\\)\\.)?\\b${MOUNT}\\(`, 'g');
  let rest = text;
  for (const { index } of [...codeOf(text).matchAll(pattern)].reverse()) {
    const code = codeOf(rest);
    const open = code.indexOf('(', code.indexOf(MOUNT, index));
    const end = closedAt(code, open);
    const isOurs = isImported || code.startsWith('require', index);
    // A line of its own, which a formatter may have broken up since.
    if (
      end === null ||
      !isOurs ||
      lineAt(rest, end - 1)
        .trimEnd()
        .endsWith(MARK)
    )
      continue;
    rest = rest.slice(0, index) + rest.slice(open + 1, end - 1) + rest.slice(end);
  }
  return rest;
}

const lineAt = (text: string, at: number): string =>
  text.slice(text.lastIndexOf('\n', at) + 1).split(/\r?\n/, 1)[0]!;

import type { Site } from '../code/site.ts';
import { type Source, takenBy } from '../code/source.ts';
import { indentAt, styleOf } from '../code/style.ts';
import { MOUNT } from '../frameworks/module-text.ts';
import type { Language } from '../project/language.ts';
import type { Insertion } from './change.ts';

/** Stands at the end of each line of init's in a file of the host's, so that `--undo` knows it. */
export const MARK = '// joip-analytics';

/**
 * What mounts analytics in the file that makes the app: an import, and a line behind the app's own. An app that
 * has no line of its own (`export default express()`) is handed through instead.
 *
 * @param specifier of init's own module
 */
export function mountLines(
  source: Source,
  { start, end, statement }: Site,
  specifier: string,
  { modules }: Language,
): Insertion[] {
  const { text } = source;
  const { quote, end: semicolon } = styleOf(source);
  const named = `${quote}${specifier}${quote}`;
  const called = modules === 'import' ? MOUNT : `require(${named}).${MOUNT}`;
  const mount: Insertion[] = statement
    ? [
        lineBehind(
          source,
          statement.end,
          `${indentOf(text, start, statement)}${called}(${statement.name})${semicolon} ${MARK}`,
        ),
      ]
    : [
        { at: start, text: `${called}(` },
        { at: end, text: ')' },
      ];
  return modules === 'import'
    ? [importLine(source, `import { ${MOUNT} } from ${named}${semicolon} ${MARK}`), ...mount]
    : mount;
}

/** In the body of a plugin, which a site of no length begins, one step further in. */
function indentOf(text: string, start: number, { end }: { end: number }): string {
  if (start !== end) return indentAt(text, start);
  return /^\s*?\n([ \t]+)\S/.exec(text.slice(end))?.[1] ?? `${indentAt(text, start)}  `;
}

/** A line behind that of `from`, and behind the comment that may end it; its break is that of its neighbour. */
function lineBehind({ text, eol }: Source, from: number, line: string): Insertion {
  const found = /\r?\n/.exec(text.slice(from));
  return found ? { at: from + found.index, text: found[0] + line } : { at: text.length, text: eol + line };
}

/** Behind the last import, where nothing else stands in its line; else before all code. */
function importLine(source: Source, line: string): Insertion {
  const { code, text, eol } = source;
  const last = takenBy(source)
    .filter(({ kind, end }) => kind === 'import' && /^[ \t]*(?=\r|\n|$)/.test(code.slice(end)))
    .at(-1);
  if (last) return lineBehind(source, last.end, line);
  const head = /^\uFEFF?(?:#![^\n]*\n)?(?:[ \t]*(['"])use [a-z ]*\1;?[ \t]*\r?\n)*/.exec(text)![0].length;
  return { at: head, text: `${line}${eol}` };
}

import { codeOf } from './mask.ts';

/** A source file as it is read: its text, and the code in it. */
export interface Source {
  /** Below the project's folder, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly code: string;
  /** How its lines end. */
  readonly eol: '\r\n' | '\n';
}

export const sourceOf = (path: string, text: string): Source => ({
  path,
  text,
  code: codeOf(text),
  eol: text.includes('\r\n') ? '\r\n' : '\n',
});

/** What a file takes from a module: `name` is what it is called here. */
export interface Taken {
  readonly module: string;
  /** As written: `express`, `{ Hono, type Context }`, `* as http`. */
  readonly clause: string;
  /** Behind the statement; of a `require` behind its call. */
  readonly end: number;
  readonly kind: 'import' | 'require';
}

const IMPORT = /^(?:\uFEFF)?[ \t]*import\b(?!\s*[(.])([^;'"`]*?)(['"])([^'"\n]*)\2[ \t]*;?/gm;
const REQUIRE = /([\w$]+|\{[^{}=]*\})\s*=\s*require\s*\(\s*(['"])([^'"\n]*)\2\s*\)/g;

/** Every import and `require` of a file, in their order. */
export function takenBy({ text, code }: Source): Taken[] {
  const of = (pattern: RegExp, kind: Taken['kind']) =>
    [...code.matchAll(pattern)].map((found): Taken => {
      const [whole, clause = '', quote = ''] = found;
      const open =
        found.index + whole.indexOf(quote, kind === 'import' ? whole.indexOf(clause) + clause.length : 0);
      const close = code.indexOf(quote, open + 1);
      return {
        module: text.slice(open + 1, close),
        clause: clause.replace(/\bfrom\s*$/, '').trim(),
        end: found.index + whole.length,
        kind,
      };
    });
  return [...of(IMPORT, 'import'), ...of(REQUIRE, 'require')];
}

/**
 * What a file calls the default export of a module, or the named one.
 *
 * @example nameOf(source, 'hono', 'Hono') // 'H' of `import { Hono as H } from 'hono'`
 */
export function nameOf(source: Source, module: RegExp, exported?: string): string | undefined {
  for (const { module: from, clause } of takenBy(source)) {
    if (!module.test(from) || /^type\b/.test(clause)) continue;
    const named =
      exported &&
      new RegExp(`[{,]\\s*${exported}(?:(?:\\s+as\\s+|\\s*:\\s*)([\\w$]+))?\\s*[,}]`).exec(clause);
    if (named) return named[1] ?? exported;
    const whole = /^(?:\*\s+as\s+)?([\w$]+)/.exec(clause);
    if (!exported && whole) return whole[1];
  }
  return undefined;
}

/** Whether it is written with `import`, not with `require`. */
export const usesImport = (source: Source): boolean =>
  /^(?:\uFEFF)?\s*(?:import\b(?!\s*\()|export\b)/m.test(source.code);

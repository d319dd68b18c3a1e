import { type Source, takenBy } from './source.ts';

/** How a file is written, so that a line that is added looks like its neighbours. */
export interface Style {
  readonly quote: "'" | '"';
  readonly end: ';' | '';
  /** What stands behind the name of a file that is imported: `.js`, `.ts` or nothing; undefined where none is. */
  readonly extension: string | undefined;
}

export function styleOf(source: Source): Style {
  const { code } = source;
  const count = (pattern: RegExp) => code.match(pattern)?.length ?? 0;
  const own = takenBy(source).filter(({ module }) => /^\.{1,2}\//.test(module));
  return {
    quote: count(/"/g) > count(/'/g) ? '"' : "'",
    end: count(/;[ \t]*$/gm) * 3 >= count(/[)\]'"`\w][ \t]*$/gm) ? ';' : '',
    extension: own.length > 0 ? (/\.[cm]?[jt]s$/.exec(own[0]!.module)?.[0] ?? '') : undefined,
  };
}

/** What the line at `at` is set in by. */
export const indentAt = (text: string, at: number): string =>
  /[^\r\n]*$/.exec(text.slice(0, at))![0].match(/^\uFEFF?([ \t]*)/)![1]!;

import { closedAt } from './mask.ts';
import type { Source } from './source.ts';

/** A place where an app is made: `express()`, `new Koa()`, `await NestFactory.create(AppModule)`. */
export interface Site {
  /** Of the expression, `await` included. */
  readonly start: number;
  readonly end: number;
  /** What it is called from there on, and where the statement's last line ends; null where it has no such statement. */
  readonly statement: { readonly name: string; readonly end: number } | null;
}

const ASSIGNED =
  /(?:^|[;{}\r\n])[ \t\uFEFF]*(?:export\s+)?(?:(?:const|let|var)\s+)?([\w$]+(?:\.[\w$]+)*)(?:\s*:[^=;{}()]+?)?\s*=\s*(?:module\.exports\s*=\s*|exports\.[\w$]+\s*=\s*)?$/;
const SHARED = /(?:^|[;{}\r\n])[ \t\uFEFF]*(?:module\.)?exports(?:\.[\w$]+)?\s*=\s*$/;
/** What TypeScript may say of an expression: nothing that runs. */
const CAST = /^(?:[ \t]*!|[ \t]+(?:as|satisfies)[ \t]+[\w$.]+(?:<[\w$., ]*>)?)+/;
/** What goes on with the expression on a later line. */
const GOES_ON = /^[.?([`+\-*/%&|=<>,:]|^(?:as|satisfies|instanceof|in)\b/;

/**
 * Where a call stands that makes an app.
 *
 * @param call matches up to its opening bracket: `/express\s*\(/`
 * @param written what the text of that match has to be, where what is within strings matters
 */
export function sitesOf({ code, text }: Source, call: RegExp, written?: RegExp): Site[] {
  return [...code.matchAll(new RegExp(call, 'g'))].flatMap((found) => {
    const end = closedAt(code, found.index + found[0].length - 1);
    if (end === null || /[\w$.]$/.test(code.slice(0, found.index))) return [];
    if (written && !written.test(text.slice(found.index, found.index + found[0].length))) return [];
    const before = code.slice(0, found.index);
    const start = found.index - (/\bawait\s+$/.exec(before)?.[0].length ?? 0);
    return [siteAt(code, start, end)];
  });
}

export const siteAt = (code: string, start: number, end: number): Site => ({
  start,
  end,
  statement: statementAt(code, start, end),
});

function statementAt(code: string, start: number, end: number): Site['statement'] {
  const before = code.slice(Math.max(0, start - 500), start);
  const name = SHARED.test(before) ? undefined : ASSIGNED.exec(before)?.[1];
  if (!name || inClassBody(code.slice(0, start))) return null;
  const closes = endOfStatement(code, end);
  return closes === null ? null : { name, end: closes };
}

/**
 * Where the line ends that a statement ends in.
 *
 * @returns null where the statement goes on, or another one stands in the same line
 */
export function endOfStatement(code: string, from: number): number | null {
  const at = from + (CAST.exec(code.slice(from))?.[0].length ?? 0);
  const rest = /^([ \t]*)(;?)([ \t;]*)(?=\r|\n|$)/.exec(code.slice(at));
  if (!rest) return null;
  const end = at + rest[0].length;
  return rest[2] === '' && GOES_ON.test(code.slice(end).trimStart()) ? null : end;
}

/** Whether the innermost bracket around is that of a class, whose fields no statement may follow. */
function inClassBody(before: string): boolean {
  for (let i = before.length - 1, depth = 0; i >= 0; i--) {
    if (')]}'.includes(before[i]!)) depth++;
    else if ('([{'.includes(before[i]!) && depth-- === 0)
      return before[i] === '{' && /\bclass\b[^{}();]*$/.test(before.slice(0, i));
  }
  return false;
}

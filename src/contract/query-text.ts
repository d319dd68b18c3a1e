import { bracketed, isBracketed } from './bracketed.ts';

type Value = string | number | boolean | readonly string[] | undefined;

/** A query by its names; `details`, `people` and `breakdowns` hold names of their own. */
export type AnyQuery = Readonly<Record<string, Value | Readonly<Record<string, string>>>>;

/**
 * The query string of a call, names in alphabetical order so that equal calls have equal addresses.
 *
 * @example queryText({ groupBy: ['day', 'theme'], details: { title: 'x' } }) // filter%5Bdetails.title%5D=x&groupBy=day%2Ctheme
 */
export function queryText(query: AnyQuery): string {
  const out: [string, string][] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    if (Array.isArray(value)) out.push([name, value.join(',')]);
    else if (typeof value !== 'object') out.push([name, String(value)]);
    else if (isBracketed(name))
      for (const [own, text] of Object.entries(value)) out.push([bracketed(name, own), text]);
    else out.push(...Object.entries(value as Record<string, string>));
  }
  out.sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(out).toString();
}

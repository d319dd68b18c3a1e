import { parseAccept } from 'hono/utils/accept';
import type { Preferences } from '../contract/index.ts';
import type { Caller } from './caller.ts';
import { endedCookie, readCookie, setCookie } from './cookies.ts';

export const DEFAULT_LANGUAGE = 'en';
/** A page in the reader's language differs by these. */
export const LOCALE_VARIES = 'accept-language, cookie';

/**
 * The locale that a page is shown in: the language that the operator chose, else the first of those that there are that
 * the browser likes, in the browser's own variant of it. A browser of none of them gets English with its own region:
 * weeks begin as they do there.
 *
 * @example localeOf(request, ['en', 'de']) // de-AT, of `Accept-Language: fr, de-AT;q=0.8`
 */
export function localeOf(request: Request, languages: readonly string[], chosen?: string): Intl.Locale {
  const liked = parseAccept(request.headers.get('accept-language') ?? '')
    .filter(({ q }) => q > 0)
    .flatMap(({ type }) => localeNamed(type) ?? []);
  const own = chosen !== undefined && languages.includes(chosen) ? chosen : undefined;
  const fitting = liked.find(({ language }) => (own ? language === own : languages.includes(language)));
  if (fitting) return fitting;
  const region = own ? undefined : liked[0]?.maximize().region;
  return new Intl.Locale(own ?? DEFAULT_LANGUAGE, { region });
}

/** Language and region alone: other subtags, such as another calendar, the panel doesn't follow. */
function localeNamed(tag: string): Intl.Locale | undefined {
  try {
    const { language, region } = new Intl.Locale(tag);
    return new Intl.Locale(language, { region });
  } catch {
    return undefined;
  }
}

/** The cookie that lets the next page come in the operator's language; none where the browser has it already. */
export function languageCookies(
  request: Request,
  caller: Caller,
  { language }: Preferences,
): readonly string[] {
  if ((readCookie(request, caller, 'language') ?? null) === language) return [];
  return [language === null ? endedCookie(caller, 'language') : setCookie(caller, 'language', language)];
}

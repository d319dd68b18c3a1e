/**
 * The locale that a part speaks: that of the element, of what it stands in, of the page, of the browser. Texts are of
 * one of `languages`; in others it is English with their region, as the panel does.
 *
 * @example localeFor('de-AT', ['en', 'de']) // de-AT
 * @example localeFor('fr-CH', ['en', 'de']) // en-CH
 */
export function localeFor(tag: string, languages: readonly string[]): Intl.Locale {
  let told: Intl.Locale;
  try {
    told = new Intl.Locale(tag);
  } catch {
    return new Intl.Locale('en');
  }
  const { language, region } = told;
  if (languages.includes(language)) return new Intl.Locale(language, { region });
  return new Intl.Locale('en', { region: told.maximize().region });
}

export const tagOf = (element: Element): string =>
  element.closest('[lang]')?.getAttribute('lang') || document.documentElement.lang || navigator.language;

import { LOCALE } from './locale.ts';

/** `Intl.Locale` with what not every browser has yet, nor the compiler's own types. */
interface WithWeek extends Intl.Locale {
  getWeekInfo?(): { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
}

/** For browsers that don't tell: the largest regions whose weeks begin on a Sunday or a Saturday (CLDR). */
const SUNDAY = /US|CA|MX|BR|CO|PE|VE|JP|KR|TW|HK|IN|PK|BD|PH|TH|ID|SG|IL|ZA|SA/;
const SATURDAY = /AE|AF|DZ|EG|IQ|IR|JO|KW/;

/**
 * The day that a week begins with: 0 for Monday to 6 for Sunday.
 *
 * @example weekStartOf('en-US') // 6
 */
export function weekStartOf(locale: string): number {
  const known: WithWeek = new Intl.Locale(locale);
  const firstDay = (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay;
  if (firstDay) return firstDay - 1;
  const region = known.maximize().region ?? '';
  return SUNDAY.test(region) ? 6 : SATURDAY.test(region) ? 5 : 0;
}

export const WEEK_START: number = weekStartOf(LOCALE);

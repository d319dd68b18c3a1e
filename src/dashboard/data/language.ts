import { LOCALE } from '../format/locale.ts';
import { reload } from './reload.ts';

const KEY = 'joip-analytics.language';

/**
 * Chosen on another device, perhaps: the answer that told it set the cookie, too, so the page comes again in that
 * language. Once, or a browser that keeps no cookies would ask for ever.
 */
export function followLanguage(chosen: string | null): void {
  if (!chosen || LOCALE.startsWith(chosen) || sessionStorage.getItem(KEY) === chosen) return;
  sessionStorage.setItem(KEY, chosen);
  reload();
}

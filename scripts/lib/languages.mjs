// The languages that the panel is built in: one a folder of texts.
import { readdirSync } from 'node:fs';

const texts = new URL('../../src/dashboard/texts', import.meta.url);

export const LANGUAGES = readdirSync(texts, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/**
 * A built file that each language has its own of, as the server looks for it: English has the bare name.
 *
 * @param {string} file @param {string} language
 * @example named('index.html', 'de') // index.de.html
 */
export const named = (file, language) =>
  language === 'en' ? file : file.replace(/(?=\.\w+$)/, `.${language}`);

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../contract/languages.ts';

const folder = new URL('.', import.meta.url);
const areasOf = (language: string) => readdirSync(new URL(language, folder)).sort();
const areas = areasOf('en');
const otherLanguages = LANGUAGES.filter((language) => language !== 'en');

/** What a language says by the name of it: `thisUnit.week` of an object, the source of a function. */
async function said(language: string, area: string): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  const add = (name: string, text: unknown) => {
    if (typeof text === 'object' && text !== null)
      for (const [key, each] of Object.entries(text)) add(`${name}.${key}`, each);
    else all.set(name, String(text));
  };
  for (const [name, text] of Object.entries(await import(`./${language}/${area.slice(0, -3)}.ts`)))
    add(name, text);
  return all;
}

it('has a folder for each language, and the compiler compares each area', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...LANGUAGES].sort());
  for (const language of otherLanguages) expect(areasOf(language)).toEqual(areas);
  const compared = readFileSync(new URL('complete.ts', folder), 'utf8');
  for (const area of areas)
    for (const language of LANGUAGES) expect(compared).toContain(`from './${language}/${area}'`);
});

it.each(otherLanguages.flatMap((language) => areas.map((area) => [language, area] as const)))(
  'in %s %s has the texts that English has, and no others',
  async (language, area) => {
    const english = await said('en', area);
    const other = await said(language, area);
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [name, text] of other) expect(text.trim(), name).not.toBe('');
  },
);
